package io.perdure.conformance.maintenance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Key;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Mark;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.SECOND_PROCESS)
@DisplayName("A process that is killed")
public abstract class MaintenanceKillSuite {
  private static final Prune ALL = Prune.atMost(10_000).ended(Cutoff.before(AT.plusSeconds(1)));
  private static final int WORKFLOWS = 400;

  @Test
  @Clause("M2")
  @DisplayName("between a deletion and its commit has deleted nothing")
  void beforeCommit(Database database) throws Exception {
    Store store = database.store();
    WorkflowId order = workflow("order");
    store.history().append(Append.to(order).key(Key.of("k")).events(events(100)));
    store.timers().schedule(order, "t", AT);
    Dump before = Dump.of(store.history());
    database.perdure().close();
    try (Child child = database.child(MaintenanceProcess.class)) {
      child.say("delete order and wait");
      assertThat(child.hear()).isEqualTo("deleted 100");
      child.kill();
    }

    Store again = database.reopen().namespace("shop");
    assertThat(Dump.of(again.history())).isEqualTo(before);
    assertThat(again.maintenance().delete(order).timers()).isEqualTo(1);
  }

  @Test
  @Clause("M1")
  @DisplayName("while it prunes leaves each workflow whole or gone, and another goes on")
  void whilePruning(Database database) throws Exception {
    Store store = database.store();
    for (int i = 0; i < WORKFLOWS; i++) {
      WorkflowId id = workflow("w" + i);
      Append append = Append.to(id).key(Key.of("k"));
      store.history().append(append.events(marked(Mark.started("t")), event("a"), event("b")));
      store.history().append(id, 3, marked(Mark.completed(), AT.minusSeconds(i)));
    }
    try (Child child = database.child(MaintenanceProcess.class)) {
      child.say("prune");
      assertThat(child.hear()).isEqualTo("ready");
      Crowd.until("something is pruned", () -> Dump.ids(store.history(), 1000).size() < WORKFLOWS);
      child.kill();
    }

    List<WorkflowId> left = Dump.ids(store.history(), 1000);
    assertThat(left.size()).isBetween(1, WORKFLOWS - 1);
    Beside beside = Beside.of(database);
    for (int i = 0; i < WORKFLOWS; i++) {
      WorkflowId id = workflow("w" + i);
      if (left.contains(id)) {
        assertThat(store.history().read(id)).hasSize(4);
      } else {
        assertThat(Leftovers.of(beside, "shop", id.value())).isEmpty();
      }
    }
    Pruned pruned = store.maintenance().prune(ALL);
    assertThat(pruned.removed().workflows()).isEqualTo(left.size());
    assertThat(pruned.removed().keys()).isEqualTo(left.size());
    assertThat(pruned.more()).isFalse();
  }
}
