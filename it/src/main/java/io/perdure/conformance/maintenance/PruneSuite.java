package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
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
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Key;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Mark;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("M1")
@DisplayName("A prune")
public abstract class PruneSuite {
  /** Prunes after a preview that must say the same and change nothing. */
  private static Pruned prune(Store store, Prune prune) {
    Dump before = Dump.of(store.history());
    Pruned preview = store.maintenance().preview(prune);
    assertThat(Dump.of(store.history())).isEqualTo(before);
    Pruned pruned = store.maintenance().prune(prune);
    assertThat(preview).as("the preview").isEqualTo(pruned);
    return pruned;
  }

  @Test
  @DisplayName("removes workflows that closed before the cutoff; what closed at it stays")
  void cutoff(Database database) throws SQLException {
    Store store = database.store();
    ended(store, "before", Mark.completed(), AT.minusNanos(1));
    ended(store, "at", Mark.completed(), AT);
    ended(store, "after", Mark.completed(), LATER);

    Pruned pruned = prune(store, Prune.atMost(9).ended(Cutoff.before(AT)));

    assertThat(pruned).isEqualTo(new Pruned(new Removed(1, 1, 2, 0, 0, 0), false));
    assertThat(ids(store)).containsExactly("after", "at");
    assertThat(Leftovers.of(Beside.of(database), "shop", "before")).isEmpty();
    assertThat(prune(store, Prune.atMost(9).ended(Cutoff.before(AT))))
        .isEqualTo(new Pruned(Removed.nothing(), false));
  }

  @Test
  @DisplayName("removes nothing live: running, paused, reopened, not started, or with a timer")
  void live(Store store) {
    WorkflowId reopened = workflow("reopened");
    store.history().append(workflow("running"), 0, marked(Mark.started("t")));
    store.history().append(workflow("paused"), 0, marked(Mark.started("t")), marked(Mark.paused()));
    store.history().append(workflow("unmarked"), 0, event("a"));
    ended(store, "reopened", Mark.failed("f"), AT);
    store.history().append(reopened, 2, marked(Mark.reopened()));
    ended(store, "next run", Mark.failed("f"), AT);
    store.history().append(workflow("next run"), 2, marked(Mark.started("t")));
    ended(store, "with timer", Mark.completed(), AT);
    store.timers().schedule(workflow("with timer"), "t", AT);
    Dump before = Dump.of(store.history());

    assertThat(prune(store, ALL)).isEqualTo(new Pruned(Removed.nothing(), false));

    assertThat(Dump.of(store.history())).isEqualTo(before);
    store.timers().cancel(workflow("with timer"), "t");
    store.history().append(reopened, 3, marked(Mark.completed()));
    assertThat(prune(store, ALL).removed().workflows()).isEqualTo(2);
    assertThat(ids(store)).containsExactly("next run", "paused", "running", "unmarked");
  }

  @Test
  @DisplayName("removes those of the statuses that were named, and CONTINUED_AS_NEW only if named")
  void statuses(Store store) {
    List<Mark> ends =
        List.of(
            Mark.completed(),
            Mark.failed("f"),
            Mark.cancelled(),
            Mark.terminated(),
            Mark.timedOut(),
            Mark.continuedAsNew());
    for (Mark end : ends) {
      ended(store, end.kind().name(), end, AT);
    }

    prune(store, ALL.withStatus(WorkflowStatus.FAILED, WorkflowStatus.TIMED_OUT));
    assertThat(ids(store))
        .containsExactly("CANCELLED", "COMPLETED", "CONTINUED_AS_NEW", "TERMINATED");
    prune(store, ALL);
    assertThat(ids(store)).containsExactly("CONTINUED_AS_NEW");
    prune(store, ALL.withStatus());
    assertThat(ids(store)).hasSize(1);
    prune(store, ALL.withStatus(WorkflowStatus.CONTINUED_AS_NEW));
    assertThat(ids(store)).isEmpty();
  }

  @Test
  @DisplayName("removes at most its limit, the longest ended first, and says whether more is left")
  void limit(Store store) {
    for (int i = 0; i < 7; i++) {
      Mark end = i % 2 == 0 ? Mark.completed() : Mark.failed("f");
      ended(store, "w" + i, end, AT.minusSeconds(i));
    }
    Prune three = Prune.atMost(3).ended(Cutoff.before(LATER));

    assertThat(prune(store, three)).isEqualTo(new Pruned(new Removed(3, 3, 6, 0, 0, 0), true));
    assertThat(ids(store)).containsExactly("w0", "w1", "w2", "w3");
    assertThat(prune(store, three)).isEqualTo(new Pruned(new Removed(3, 3, 6, 0, 0, 0), true));
    assertThat(ids(store)).containsExactly("w0");
    assertThat(prune(store, three)).isEqualTo(new Pruned(new Removed(1, 1, 2, 0, 0, 0), false));
    assertThat(ids(store)).isEmpty();
  }

  @Test
  @Clause("G8")
  @DisplayName("counts an age back from the store's clock")
  void age(Database database) {
    Store store = database.store();
    Instant now = store.transact(tx -> tx.now());
    ended(store, "ended", Mark.completed(), now);
    store.history().append(Append.to(workflow("live")).key(Key.of("k")).events(event("a")));
    Prune weeks =
        Prune.atMost(9)
            .ended(Cutoff.olderThan(Duration.ofDays(14)))
            .keys(Cutoff.olderThan(Duration.ofDays(7)));
    database.advance(Duration.ofDays(6));
    assertThat(prune(store, weeks).removed()).isEqualTo(Removed.nothing());
    database.advance(Duration.ofDays(2));
    assertThat(prune(store, weeks).removed()).isEqualTo(Removed.keys(1));
    database.advance(Duration.ofDays(5));
    assertThat(prune(store, weeks).removed()).isEqualTo(Removed.nothing());
    database.advance(Duration.ofDays(2));
    assertThat(prune(store, weeks).removed()).isEqualTo(new Removed(1, 1, 2, 0, 0, 0));
    assertThat(ids(store)).containsExactly("live");
  }

  @Test
  @Clause("H8")
  @DisplayName("forgets old keys of live workflows, too, within its limit; younger ones stay")
  void keys(Database database) {
    Store store = database.store();
    WorkflowId live = workflow("live");
    for (int i = 0; i < 5; i++) {
      store.history().append(Append.to(live).at(i).key(Key.of("old" + i)).events(event("e")));
    }
    ended(store, "gone", Mark.completed(), AT);
    store.history().append(Append.to(workflow("gone")).at(2).key(Key.of("k")).events(event("x")));
    Instant cutoff = store.transact(tx -> tx.now()).plusSeconds(1);
    database.advance(Duration.ofMinutes(1));
    Append young = Append.to(live).at(5).key(Key.of("young")).events(event("e"));
    store.history().append(young);

    Prune prune = Prune.atMost(3).ended(Cutoff.before(LATER)).keys(Cutoff.before(cutoff));
    assertThat(prune(store, prune)).isEqualTo(new Pruned(new Removed(1, 1, 3, 4, 0, 0), true));
    assertThat(prune(store, prune)).isEqualTo(new Pruned(Removed.keys(2), false));

    assertThat(store.history().append(young)).isEqualTo(new Appended(6, 6));
    Append old = Append.to(live).at(6).key(Key.of("old0")).events(event("e"));
    assertThat(store.history().append(old)).isEqualTo(new Appended(7, 7));
  }

  @Test
  @DisplayName("that names nothing removes nothing")
  void nothing(Store store) {
    ended(store, "ended", Mark.completed(), AT);
    assertThat(prune(store, Prune.atMost(10_000))).isEqualTo(new Pruned(Removed.nothing(), false));
  }

  @Test
  @Clause("G11")
  @DisplayName("stays in its namespace")
  void namespaces(Perdure perdure) {
    Store other = perdure.namespace("other");
    ended(other, "ended", Mark.completed(), AT);
    other.history().append(Append.to(workflow("w")).key(Key.of("k")).events(event("e")));
    Dump before = Dump.of(other.history());
    Store shop = perdure.namespace("shop");

    Prune all = ALL.keys(Cutoff.olderThan(Duration.ZERO));
    assertThat(prune(shop, all)).isEqualTo(new Pruned(Removed.nothing(), false));

    assertThat(Dump.of(other.history())).isEqualTo(before);
  }

  @Test
  @Clause("G2")
  @DisplayName("refuses statuses that have not ended, ages and limits that are none")
  void arguments() {
    assertThatThrownBy(() -> ALL.withStatus(WorkflowStatus.RUNNING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("statuses");
    assertThatThrownBy(() -> Cutoff.olderThan(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("age");
    assertThatThrownBy(() -> Cutoff.olderThan(Duration.ofDays(36_501)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("36,500");
    assertThatThrownBy(() -> Cutoff.before(Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
    for (int limit : List.of(-1, 0, 10_001)) {
      assertThatThrownBy(() -> Prune.atMost(limit))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("limit");
    }
  }
}
