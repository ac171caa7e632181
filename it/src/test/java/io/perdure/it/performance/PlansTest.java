package io.perdure.it.performance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.workflow;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.StatementTexts;
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.history.Append;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.timers.NewTimer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  private static final int WORKFLOWS = 40;
  private static final int EVENTS = 250;
  private static final int DOCUMENTS = 500;
  private static final int PACKAGES = 500;
  private static final int TIMERS = 5000;
  private static final int TASKS = 5000;
  private static final int FEW = 4;
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");
  private static final int OUTPUTS = 2000;
  private static final int KEYS = 500;
  private static final int LEASES = 500;

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
    for (int i = 0; i < WORKFLOWS; i++) {
      store.history().append(Append.to(workflow("w" + i)).events(events(EVENTS)));
    }
    for (int i = 0; i < DOCUMENTS; i++) {
      store.documents().put("d" + i, 0, Payload.of(new byte[i % 5 == 0 ? 10 : 10_000]));
    }
    store.transact(PlansTest::appendOutputs);
    Owner owner = Owner.starting("node");
    store.transact(
        tx -> {
          for (int i = 0; i < KEYS; i++) {
            Payload answer = Payload.of(new byte[i % 5 == 0 ? 10_000 : 10]);
            store.transact(Once.key("s" + i % 7, Key.of("k" + i)), inner -> answer);
          }
          for (int i = 0; i < LEASES; i++) {
            tx.leases().acquire("r" + i, owner, Duration.ofDays(1));
          }
          return LEASES;
        });
    store.transact(tx -> packages(tx.packages()));
    store.timers().schedule(timers());
    store.timers().claim(TIMERS / 2, Duration.ofDays(1));
    tasks(store.tasks());
    Map<String, String> texts = texts(database.perdure());
    boolean server = database.backend().capabilities().contains(Capability.SERVER);

    Map<String, List<String>> plans =
        store.<Map<String, List<String>>, SQLException>transact(
            TransactionOptions.defaults().withConnection(),
            tx -> server ? postgres(tx.connection(), texts) : sqlite(tx.connection(), texts));

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

  private static int appendOutputs(Transaction tx) {
    OutputId parent =
        tx.outputs().append(NewOutput.of(TaskAttempt.of("t", 0), "p", OutputKind.PROGRESS));
    for (int i = 0; i < OUTPUTS; i++) {
      OutputKind kind = i % 7 == 0 ? OutputKind.ARTIFACT : OutputKind.PROGRESS;
      NewOutput output =
          NewOutput.of(TaskAttempt.of("t" + i % 50, i % 3), "p" + i % 11, kind)
              .payload(Payload.of(new byte[i % 5 == 0 ? 10_000 : 10]))
              .parents(parent);
      tx.outputs().append(i % 2 == 0 ? output.name("n" + i % 13) : output);
    }
    return OUTPUTS;
  }

  /** Half of them deleted: their archives wait for being collected. */
  private static int packages(Packages packages) {
    for (int i = 0; i < PACKAGES; i++) {
      packages.put(new DeployedPackage("t" + i, "h", Instant.EPOCH), Bytes.utf8("archive " + i));
      if (i % 2 == 0) {
        packages.delete("t" + i, "h");
      }
    }
    return PACKAGES;
  }

  /** Many workflows with a few timers each, most of them due. */
  private static List<NewTimer> timers() {
    List<NewTimer> timers = new ArrayList<>();
    for (int i = 0; i < TIMERS; i++) {
      timers.add(
          new NewTimer(
              workflow("w" + i % (TIMERS / FEW)), "t" + i, i % 9 == 0 ? LATER : AT.plusNanos(i)));
    }
    return timers;
  }

  /** As many that have ended, wait, are pinned elsewhere, are held, claimed and free. */
  private static void tasks(Tasks tasks) {
    List<NewTask> all = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      NewTask task =
          NewTask.of(TaskKey.of(workflow("w" + i % KEYS), "t" + i), "q", Payload.empty());
      all.add(
          switch (i % 5) {
            case 0 -> task.due(Due.at(AT));
            case 1 -> task.due(Due.at(LATER));
            case 2 -> task.pinnedTo("elsewhere");
            case 3 ->
                NewTask.of(TaskKey.of(workflow("held" + i % KEYS), "t" + i), "q", Payload.empty());
            default -> task;
          });
    }
    tasks.enqueue(all);
    for (int i = 0; i < KEYS; i++) {
      tasks.hold(workflow("held" + i));
      tasks.setMaxDeliveries("q" + i, 3);
    }
    tasks.settle(
        tasks.claim("q", TASKS / 5, Duration.ofDays(1)).stream()
            .map(task -> new Settlement(task, Outcome.completed()))
            .toList());
    tasks.claim("q", TASKS / 10, Duration.ofDays(1));
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

  private static Map<String, List<String>> sqlite(Connection connection, Map<String, String> texts)
      throws SQLException {
    Map<String, List<String>> plans = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        plans.put(
            text.getKey(), lines(statement, "explain query plan " + text.getValue(), "detail"));
      }
    }
    return plans;
  }

  /** Plans that were made once for all values, as a driver's prepared statement comes to have. */
  private static Map<String, List<String>> postgres(
      Connection connection, Map<String, String> texts) throws SQLException {
    Map<String, List<String>> plans = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "timer",
              "task",
              "task_hold",
              "task_queue",
              "event",
              "document",
              "body",
              "output",
              "output_parent",
              "lease",
              "package",
              "route",
              "archive",
              "archive_chunk",
              "once")) {
        statement.execute("analyze perdure.perdure_" + table);
      }
      statement.execute(
          "select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)");
      for (Map.Entry<String, String> text : texts.entrySet()) {
        List<String> nulls = new ArrayList<>();
        StringBuilder numbered = new StringBuilder();
        for (String part : text.getValue().split("\\?", -1)) {
          if (numbered.length() > 0) {
            nulls.add("null");
            numbered.append('$').append(nulls.size());
          }
          numbered.append(part);
        }
        statement.execute("prepare plan as " + numbered);
        String run = "explain execute plan(" + String.join(", ", nulls) + ")";
        plans.put(text.getKey(), lines(statement, run, "QUERY PLAN"));
        statement.execute("deallocate plan");
      }
    }
    return plans;
  }

  private static List<String> lines(Statement statement, String explain, String column)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(explain)) {
      while (rows.next()) {
        lines.add(rows.getString(column));
      }
    }
    return lines;
  }
}
