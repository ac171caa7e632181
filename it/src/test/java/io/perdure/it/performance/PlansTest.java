package io.perdure.it.performance;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.StatementTexts;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"H6", "O8", "K11"})
@DisplayName("The statements that read by key")
class PlansTest {
  private static final String ONE = ".one";

  /** What the index must be asked for, by the name of the statement. */
  private static final Map<String, List<String>> INDEXED =
      Map.ofEntries(
          entry("history.head", List.of("ns", "workflow")),
          entry("history.find", List.of("ns", "workflow")),
          entry("history.read", List.of("ns", "workflow", "seq")),
          entry("history.read.backwards", List.of("ns", "workflow", "seq")),
          entry("history.read.large", List.of("ns", "workflow", "seq")),
          entry("history.runs", List.of("ns", "workflow")),
          entry("history.run.exists", List.of("ns", "workflow")),
          entry("maintenance.lock", List.of("ns", "workflow")),
          entry("maintenance.delete", List.of("ns", "workflow")),
          entry("maintenance.perdure_event.delete", List.of("ns", "workflow")),
          entry("maintenance.perdure_run.delete", List.of("ns", "workflow")),
          entry("maintenance.perdure_once.delete", List.of("ns", "room", "scope")),
          entry("maintenance.perdure_timer.delete", List.of("ns", "workflow")),
          entry("maintenance.perdure_timer.live", List.of("ns", "workflow")),
          entry("packages.find", List.of("ns", "type", "hash")),
          entry("packages.route", List.of("ns", "type")),
          entry("packages.chunk.read", List.of("ns", "archive", "chunk")),
          entry("packages.archive.touch", List.of("ns", "archive")),
          entry("packages.archive.hold", List.of("ns", "archive")),
          entry("packages.collect.next", List.of("ns", "collect_at")),
          entry("packages.collect.doom", List.of("ns", "archive")),
          entry("packages.collect.first", List.of("ns", "archive")),
          entry("packages.collect.chunks", List.of("ns", "archive", "chunk")),
          entry("timers.find", List.of("ns", "workflow", "timer")),
          entry("timers.list", List.of("ns", "workflow", "timer")),
          entry("timers.due", List.of("ns", "fire_at")),
          entry("timers.next", List.of("ns")),
          entry("timers.until", List.of("ns")),
          entry("timers.schedule.in", List.of("ns", "workflow", "timer")),
          entry("timers.claim", List.of("ns", "available_at")),
          entry("timers.claim.again", List.of("ns", "claim_key")),
          entry("timers.fired", List.of("ns", "workflow", "timer")),
          entry("timers.cancel", List.of("ns", "workflow", "timer")),
          entry("documents.revision", List.of("ns", "key")),
          entry("documents.find", List.of("ns", "key", "room", "owner")),
          entry("leases.find", List.of("ns", "resource")),
          entry("leases.lock", List.of("ns", "resource")),
          entry("leases.give", List.of("ns", "resource")),
          entry("leases.take_over", List.of("ns", "resource")),
          entry("leases.extend", List.of("ns", "resource")),
          entry("leases.release", List.of("ns", "resource")),
          entry("documents.replace.small", List.of("ns", "key")),
          entry("outputs.find", List.of("ns", "id", "room", "owner")),
          entry("outputs.parents", List.of("ns", "id")),
          entry("outputs.only", List.of("ns", "task", "attempt", "producer")),
          entry("outputs.first.final", List.of("ns", "task", "attempt", "producer", "kind")),
          entry("outputs.latest", List.of("ns", "producer", "kind")),
          entry("outputs.latest.ARTIFACT", List.of("ns", "producer", "kind")),
          entry("outputs.latest.named", List.of("ns", "producer", "name", "kind")),
          entry("outputs.latest.within", List.of("ns", "task", "attempt", "producer", "kind")),
          entry(
              "outputs.latest.within.named.PARTIAL",
              List.of("ns", "task", "attempt", "producer", "name", "kind")),
          entry("once.answer.find", List.of("ns", "room", "scope", "key", "owner")),
          entry("once.answer.keep", List.of("ns", "room", "scope", "key")),
          entry("tasks.claim", List.of("ns", "held", "queue", "node", "available_at")),
          entry("tasks.claim.on", List.of("ns", "held", "queue", "node", "available_at")),
          entry("tasks.claim.again", List.of("ns", "claim_key")),
          entry("tasks.until", List.of("ns", "held", "queue", "node")),
          entry("tasks.enqueue", List.of()),
          entry("tasks.known", List.of("ns", "workflow", "key")),
          entry("tasks.settle", List.of("ns", "workflow", "key")),
          entry("tasks.settle.end", List.of("ns", "workflow", "key")),
          entry("tasks.settled", List.of("ns", "workflow", "key")),
          entry("tasks.heartbeat", List.of("ns", "workflow", "key")),
          entry("tasks.find", List.of("ns", "workflow", "key")),
          entry("tasks.payload", List.of("ns", "workflow", "key")),
          entry("tasks.list", List.of("ns", "workflow", "key")),
          entry("tasks.dead", List.of("ns", "state", "ended_at")),
          entry("tasks.stale", List.of("ns", "claimed_at")),
          entry("tasks.cancel", List.of("ns", "workflow")),
          entry("tasks.hold.tasks", List.of("ns", "workflow")),
          entry("once.find", List.of("ns", "room", "scope", "key")));

  /**
   * Sort few rows, whatever is stored: the chunks of one body, or the outermost row of each kind.
   */
  private static final Set<String> SORTED =
      Set.of(
          "documents.find",
          "tasks.claim",
          "tasks.claim.on",
          "tasks.claim.again",
          "tasks.payload",
          "once.answer.find",
          "outputs.find",
          "outputs.first.final",
          "outputs.latest",
          "outputs.latest.ARTIFACT",
          "outputs.latest.within.named.PARTIAL",
          "outputs.latest.named",
          "outputs.latest.within");

  @Test
  @DisplayName("are range scans of an index, without sorting, as prepared for any values")
  void indexRangeScans(Database database) throws Exception {
    Store store = database.store();
    FullStore.fill(store);
    Map<String, String> texts = texts(database.perdure());
    boolean server = database.backend().capabilities().contains(Capability.SERVER);

    Map<String, List<String>> plans =
        store.<Map<String, List<String>>, SQLException>transact(
            TransactionOptions.defaults().withConnection(),
            tx ->
                server
                    ? Explained.byPostgres(tx.connection(), texts)
                    : Explained.bySqlite(tx.connection(), texts));

    plans.forEach(
        (name, plan) -> {
          String whole = String.join("\n", plan).toLowerCase(Locale.ROOT);
          assertThat(whole).as(name).doesNotContain("seq scan", "scan perdure");
          if (!SORTED.contains(name)) {
            assertThat(whole).as(name).doesNotContain("sort", "b-tree");
          }
          for (String column : INDEXED.getOrDefault(ofAny(name), List.of())) {
            assertThat(indexConditions(plan)).as("%s: %s", name, whole).contains(column);
          }
        });
  }

  private static String indexConditions(List<String> plan) {
    return plan.stream()
        .filter(line -> line.contains("Index Cond") || line.contains("SEARCH"))
        .reduce("", (a, b) -> a + " " + b);
  }

  /** The name of the statement on any number of rows, of which that is the one on a single row. */
  private static String ofAny(String name) {
    return name.endsWith(ONE) ? name.substring(0, name.length() - ONE.length()) : name;
  }

  /** The texts of those statements. */
  private static Map<String, String> texts(Perdure perdure) throws Exception {
    Map<String, String> texts = new TreeMap<>(StatementTexts.of(perdure));
    texts.keySet().removeIf(name -> !INDEXED.containsKey(ofAny(name)));
    assertThat(texts.keySet().stream().map(PlansTest::ofAny)).containsAll(INDEXED.keySet());
    return texts;
  }
}
