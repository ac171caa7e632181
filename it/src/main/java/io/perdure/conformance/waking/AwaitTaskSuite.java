package io.perdure.conformance.waking;

import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.TaskKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"K3", "G8"})
@DisplayName("Who waits for a task")
public abstract class AwaitTaskSuite {
  private static final String QUEUE = "mail";
  private static final WorkflowId ORDER = workflow("order");
  private static final TaskKey KEY = TaskKey.of(ORDER, "receipt");
  private static final NewTask TASK = NewTask.of(KEY, QUEUE, Payload.json("{}"));
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private static boolean await(Store store) {
    return store.awaitTask(QUEUE, Crowd.SOON);
  }

  /** The task, claimed by somebody for an hour. */
  private static ClaimedTask claimed(Store store) {
    List<ClaimedTask> claimed = store.tasks().claim(QUEUE, 1, HOUR);
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  /** Somebody waits who never looks by himself, and is woken by that. */
  private static void wakes(Waiter waiter, Consumer<Store> call) {
    Crowd.Call<Boolean> waits = waiter.begin(AwaitTaskSuite::await);
    call.accept(waiter.store());
    assertThat(waits.answer()).isTrue();
  }

  @Test
  @DisplayName("does not wait if one can be claimed, and no longer than asked if none can")
  void atOnce(Store store) {
    assertThat(store.awaitTask(QUEUE, MOMENT)).isFalse();
    store.tasks().enqueue(TASK);
    assertThat(await(store)).isTrue();
    assertThat(await(store)).as("it claims nothing").isTrue();
    claimed(store);
    assertThat(store.awaitTask(QUEUE, MOMENT)).isFalse();
  }

  @Test
  @DisplayName("is woken by each commit that makes one ready")
  void commits(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      wakes(waiter, store -> store.tasks().enqueue(TASK));

      ClaimedTask first = claimed(waiter.store());
      wakes(waiter, store -> store.tasks().retry(first, Due.now()));
      ClaimedTask second = claimed(waiter.store());
      wakes(waiter, store -> store.tasks().abandon(second));
      ClaimedTask third = claimed(waiter.store());
      waiter.store().tasks().fail(third, "no such address");
      wakes(waiter, store -> store.transact(tx -> tx.tasks().requeue(KEY)));

      claimed(waiter.store());
      wakes(waiter, store -> store.tasks().recover(List.of(TASK)));
      claimed(waiter.store());
      Instant later = waiter.store().transact(tx -> tx.now()).plus(HOUR);
      wakes(waiter, store -> store.tasks().rearmStale(later, Due.now(), 1));

      waiter.store().tasks().hold(ORDER);
      wakes(waiter, store -> store.tasks().release(ORDER));
    }
  }

  @Test
  @DisplayName("is not woken by what is in another queue, pinned elsewhere or held")
  void nothing(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Store store = waiter.store();
      store.tasks().hold(ORDER);
      Crowd.Call<Boolean> waits = waiter.begin(AwaitTaskSuite::await);
      // Where others are listened to, it looks once more when that has begun.
      Gate settled = new Gate();
      settled.opens();
      int looks = waiter.looks();

      store.tasks().enqueue(NewTask.of(TaskKey.of("other"), "other", Payload.empty()));
      settled.opens();
      assertThat(waiter.looks()).isEqualTo(looks);

      store.tasks().enqueue(TASK);
      store.tasks().enqueue(NewTask.of(TaskKey.of("pinned"), QUEUE, Payload.empty()).pinnedTo("a"));
      assertThat(store.awaitTask(QUEUE, MOMENT)).isFalse();
      assertThat(store.awaitTask(QUEUE, "b", MOMENT)).isFalse();
      assertThat(store.awaitTask(QUEUE, "a", Crowd.SOON)).isTrue();
      assertThat(waits.ends()).isFalse();

      store.tasks().release(ORDER);
      assertThat(waits.answer()).isTrue();
    }
  }

  @Test
  @DisplayName("waits until it is due by the store's clock, or until the claim on it expires")
  void clock(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.OFTEN)) {
      waiter.store().tasks().enqueue(TASK.due(Due.in(HOUR)));
      Crowd.Call<Boolean> due = waiter.begin(AwaitTaskSuite::await);
      database.advance(HOUR);
      assertThat(due.answer()).isTrue();

      claimed(waiter.store());
      Crowd.Call<Boolean> expired = waiter.begin(AwaitTaskSuite::await);
      database.advance(HOUR);
      assertThat(expired.answer()).isTrue();
    }
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("is woken by another engine's commit")
  void otherEngine(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Perdure other = database.second();
      Store theirs = other.namespace("shop");
      for (int i = 0; i < 5; i++) {
        wakes(waiter, store -> theirs.tasks().enqueue(TASK));
        ClaimedTask task = claimed(waiter.store());
        wakes(waiter, store -> theirs.tasks().settle(task, Outcome.abandoned()));
        theirs.tasks().complete(claimed(theirs));
        theirs.maintenance().delete(ORDER);
      }
    }
  }

  @Test
  @Clause("G2")
  @DisplayName("is refused for no queue, no node, and for no time")
  void refused(Store store) {
    for (Consumer<Store> call :
        List.<Consumer<Store>>of(
            s -> s.awaitTask("", MOMENT),
            s -> s.awaitTask(QUEUE, "", MOMENT),
            s -> s.awaitTask(QUEUE, Duration.ZERO))) {
      assertThatThrownBy(() -> call.accept(store)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
