package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static io.perdure.conformance.maintenance.EndedWorkflows.ALL;
import static io.perdure.conformance.maintenance.EndedWorkflows.LATER;
import static io.perdure.conformance.maintenance.EndedWorkflows.ended;
import static io.perdure.conformance.maintenance.EndedWorkflows.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.history.Append;
import io.perdure.store.history.Mark;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("M1")
@DisplayName("A prune, seen from transactions,")
public abstract class PruneTransactionSuite {
  private static final Instant FAR_AWAY = Instant.parse("2200-01-01T00:00:00Z");

  @Test
  @DisplayName("of many takes several transactions, none of them large, and all in the end")
  void batches(Database database) throws Exception {
    int[] transactions = {0};
    try (Perdure perdure =
        database
            .door()
            .migrateOnOpen()
            .listener(o -> transactions[0] += o.name().equals("maintenance.prune") ? 1 : 0)
            .open()) {
      Store store = perdure.namespace("shop");
      for (int i = 0; i < 150; i++) {
        ended(store, "small" + i, Mark.completed(), AT);
      }
      for (int i = 0; i < 3; i++) {
        ended(store, "large" + i, Mark.completed(), AT);
        store.history().append(Append.to(workflow("large" + i)).at(2).events(events(6000)));
      }

      Pruned pruned = store.maintenance().prune(Prune.atMost(1000).ended(Cutoff.before(LATER)));

      assertThat(pruned).isEqualTo(new Pruned(new Removed(153, 153, 18_306, 0, 0, 0), false));
      assertThat(transactions[0]).isGreaterThanOrEqualTo(1 + 4);
    }
  }

  @Test
  @Clause({"X1", "X4"})
  @DisplayName("inside a transaction is of it; a preview in a snapshot is of that")
  void bodies(Store store) {
    ended(store, "ended", Mark.completed(), AT);
    Dump before = Dump.of(store.history());
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      assertThat(tx.maintenance().prune(ALL).removed().workflows()).isEqualTo(1);
                      assertThat(tx.history().head(workflow("ended"))).isZero();
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");
    assertThat(Dump.of(store.history())).isEqualTo(before);
    Pruned seen = store.snapshot(s -> s.maintenance().preview(ALL));
    assertThat(seen.removed().workflows()).isEqualTo(1);
    boolean writer = store.snapshot(s -> s.maintenance() instanceof Maintenance);
    assertThat(writer).isFalse();
  }

  @Test
  @Needs(Capability.SERVER)
  @Clause("G7")
  @DisplayName("judges again under the workflow's lock: what was reopened meanwhile stays")
  void reopenedMeanwhile(Store store) {
    for (String id : List.of("a", "b")) {
      ended(store, id, Mark.completed(), AT);
    }
    Gate reopened = new Gate();
    Gate commit = new Gate();
    try (Crowd crowd = new Crowd()) {
      crowd.run(
          () ->
              store.transact(
                  tx -> {
                    tx.history().append(workflow("a"), 2, marked(Mark.reopened()));
                    tx.timers().schedule(workflow("b"), "t", AT);
                    tx.history().append(workflow("b"), 2, event("touched"));
                    reopened.open();
                    commit.pass();
                    return true;
                  }));
      reopened.pass();
      Crowd.Call<Pruned> prune = crowd.call(() -> store.maintenance().prune(ALL));
      assertThat(prune.ends()).isFalse();
      commit.open();

      assertThat(prune.answer().removed()).isEqualTo(Removed.nothing());
    }
    assertThat(ids(store)).containsExactly("a", "b");
  }

  @Test
  @DisplayName("by several at once removes each workflow once")
  void severalAtOnce(Store store) {
    for (int i = 0; i < 60; i++) {
      ended(store, "w" + i, Mark.completed(), AT.minusSeconds(i));
    }
    Supplier<Long> all =
        () -> {
          long removed = 0;
          Pruned pruned;
          do {
            pruned = store.maintenance().prune(Prune.atMost(7).ended(Cutoff.before(LATER)));
            removed += pruned.removed().events();
          } while (pruned.more());
          return removed;
        };
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> one = crowd.call(all::get);
      Crowd.Call<Long> two = crowd.call(all::get);
      assertThat(one.answer() + two.answer()).isEqualTo(120);
    }
    assertThat(ids(store)).isEmpty();
  }

  @Test
  @DisplayName("beside others says that nothing is left only where nothing is")
  void besideOthers(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(
        IntStream.range(0, 300)
            .mapToObj(i -> NewTask.of(TaskKey.of(workflow("w"), "t" + i), "q", Payload.empty()))
            .toList());
    tasks.settle(
        tasks.claim("q", 300, Duration.ofMinutes(1)).stream()
            .map(task -> new Settlement(task, Outcome.completed()))
            .toList());
    Prune one = Prune.atMost(1).tasks(Cutoff.before(FAR_AWAY));
    try (Crowd crowd = new Crowd()) {
      for (int pruner = 0; pruner < 4; pruner++) {
        crowd.run(
            () -> {
              boolean more;
              do {
                more = store.maintenance().prune(one).more();
              } while (more);
              assertThat(store.maintenance().preview(one))
                  .isEqualTo(new Pruned(Removed.nothing(), false));
            });
      }
      crowd.allAnswer();
    }
  }
}
