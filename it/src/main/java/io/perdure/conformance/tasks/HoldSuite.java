package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.claimOne;
import static io.perdure.conformance.tasks.Work.keys;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Enqueued;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import io.perdure.store.tasks.Tasks;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("K4")
@DisplayName("A held workflow")
public abstract class HoldSuite {
  private static final WorkflowId OTHER = WorkflowId.of("other");
  private static final PageRequest ALL = PageRequest.first(100);

  @Test
  @DisplayName("keeps its tasks PENDING, also those enqueued meanwhile, until it is released")
  void holds(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task(ORDER, "before"), task("nobody's"), task(OTHER, "other")));
    assertThat(tasks.hold(ORDER)).isTrue();
    assertThat(tasks.hold(ORDER)).isFalse();
    tasks.enqueue(List.of(task(ORDER, "meanwhile"), task(ORDER, "pinned").pinnedTo("node")));
    assertThat(tasks.heldWorkflows(ALL).entries()).containsExactly(ORDER);

    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).containsExactly("nobody's", "other");
    assertThat(tasks.claim(TaskClaim.from(MAIL, 9, MINUTE).node("node"))).isEmpty();
    assertThat(tasks.list(ORDER, ALL).entries())
        .hasSize(3)
        .allSatisfy(task -> assertThat(task.state()).isEqualTo(TaskState.PENDING));
    assertThat(tasks.enqueue(task(ORDER, "meanwhile"))).isEqualTo(Enqueued.KNOWN);

    assertThat(tasks.release(ORDER)).isTrue();
    assertThat(tasks.release(ORDER)).isFalse();
    assertThat(tasks.heldWorkflows(ALL).entries()).isEmpty();
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).containsExactly("before", "meanwhile");
  }

  @Test
  @Clause("K5")
  @DisplayName("leaves claimed tasks to their claimants, and hands none out again")
  void claimed(Database database) {
    Tasks tasks = database.store().tasks();
    tasks.enqueue(List.of(task(ORDER, "a"), task(ORDER, "b"), task(ORDER, "c"), task(ORDER, "d")));
    List<ClaimedTask> claimed = tasks.claim(MAIL, 4, MINUTE);
    tasks.hold(ORDER);
    tasks.complete(claimed.get(0));
    tasks.abandon(claimed.get(1));
    tasks.retry(claimed.get(2), Due.now());
    tasks.heartbeat(claimed.get(3), MINUTE);
    database.advance(MINUTE.multipliedBy(2));
    assertThat(tasks.claim(MAIL, 9, MINUTE)).isEmpty();
    tasks.complete(claimed.get(3));
    tasks.release(ORDER);
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE))).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  @Clause({"K8", "K10"})
  @DisplayName("keeps back what is recovered, requeued and rearmed, too")
  void returned(Database database) {
    Store store = database.store();
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task(ORDER, "done"), task(ORDER, "dead"), task(ORDER, "stale")));
    List<ClaimedTask> claimed = tasks.claim(MAIL, 3, MINUTE);
    tasks.complete(claimed.get(0));
    tasks.fail(claimed.get(1), "paper");
    tasks.hold(ORDER);
    database.advance(MINUTE);
    tasks.recover(List.of(task(ORDER, "done"), task(ORDER, "new")));
    tasks.requeue(TaskKey.of(ORDER, "dead"));
    tasks.rearmStale(store.transact(Transaction::now), Due.now(), 9);
    assertThat(tasks.claim(MAIL, 9, MINUTE)).isEmpty();
    assertThat(tasks.pendingScopes(ALL).entries()).isEmpty();
    tasks.release(ORDER);
    assertThat(keys(tasks.claim(MAIL, 9, MINUTE)))
        .containsExactlyInAnyOrder("done", "new", "dead", "stale");
  }

  @Test
  @DisplayName("may have ended tasks, which can be recovered after its release")
  void endedWhileHeld(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(task(ORDER, "t"));
    ClaimedTask claimed = claimOne(store);
    tasks.hold(ORDER);
    tasks.complete(claimed);
    tasks.release(ORDER);
    tasks.recover(List.of(task(ORDER, "t")));
    assertThat(claimOne(store).key()).isEqualTo(claimed.key());
  }

  @Test
  @Clause("K9")
  @DisplayName("can be cancelled, and is held for what comes later")
  void cancelled(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(List.of(task(ORDER, "b"), task(ORDER, "a")));
    tasks.hold(ORDER);
    assertThat(tasks.cancelAll(ORDER))
        .containsExactly(TaskKey.of(ORDER, "a"), TaskKey.of(ORDER, "b"));
    tasks.enqueue(task(ORDER, "c"));
    assertThat(tasks.claim(MAIL, 9, MINUTE)).isEmpty();
  }

  @Test
  @Clause("G4")
  @DisplayName("is held in a transaction if that commits, and otherwise is not")
  void rolledBack(Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(task(ORDER, "t"));
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.tasks().hold(ORDER);
                      assertThat(tx.tasks().claim(MAIL, 1, MINUTE)).isEmpty();
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(tasks.heldWorkflows(ALL).entries()).isEmpty();
    assertThat(claimOne(store).key()).isEqualTo(TaskKey.of(ORDER, "t"));
  }
}
