package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.claimOne;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Recovered;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Walks the table of operations and states. */
@EveryBackend
@Clause("K2")
@DisplayName("A task")
public abstract class TaskStatesSuite {
  private static final Duration TWO = MINUTE.multipliedBy(2);
  private static final String REASON = "out of paper";
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  /** Where a task stands, seen by a claimant who was handed it once. */
  private enum Stand {
    PENDING,
    MINE,
    MINE_EXPIRED,
    ANOTHERS,
    DONE_BY_ME,
    FAILED_BY_ME,
    CANCELLED,
    DONE_BY_ANOTHER,
    FAILED_BY_ANOTHER,
    FAILED_BY_THE_STORE;

    boolean mine() {
      return this == MINE || this == MINE_EXPIRED;
    }

    boolean dead() {
      return this == FAILED_BY_ME || this == FAILED_BY_ANOTHER || this == FAILED_BY_THE_STORE;
    }

    boolean live() {
      return mine() || this == PENDING || this == ANOTHERS;
    }
  }

  private enum Operation {
    HEARTBEAT,
    COMPLETE,
    RETRY,
    FAIL,
    ABANDON,
    CANCEL_ALL,
    RECOVER,
    REQUEUE,
    REARM_STALE
  }

  /** What an operation does to it: the table. */
  private enum Effect {
    LOST,
    EXTENDS,
    SETTLES,
    NOTHING,
    CANCELS,
    RETURNS
  }

  private static Effect effect(Operation operation, Stand stand) {
    return switch (operation) {
      case HEARTBEAT -> stand.mine() ? Effect.EXTENDS : Effect.LOST;
      case COMPLETE -> settling(stand, Stand.DONE_BY_ME);
      case FAIL -> settling(stand, Stand.FAILED_BY_ME);
      case RETRY, ABANDON -> stand.mine() ? Effect.SETTLES : Effect.LOST;
      case CANCEL_ALL -> stand.live() ? Effect.CANCELS : Effect.NOTHING;
      case RECOVER -> Effect.RETURNS;
      case REQUEUE -> stand.dead() ? Effect.RETURNS : Effect.NOTHING;
      case REARM_STALE -> stand.mine() || stand == Stand.ANOTHERS ? Effect.RETURNS : Effect.NOTHING;
    };
  }

  private static Effect settling(Stand stand, Stand same) {
    if (stand == same) {
      return Effect.NOTHING;
    }
    return stand.mine() ? Effect.SETTLES : Effect.LOST;
  }

  @Test
  @Clause({"K5", "K7", "K8", "K9", "K10", "G5"})
  @DisplayName("does in every state what the table says of every operation, and nothing else")
  void table(Database database) {
    for (Operation operation : Operation.values()) {
      for (Stand stand : Stand.values()) {
        pair(database, operation, stand);
      }
    }
  }

  private static void pair(Database database, Operation operation, Stand stand) {
    String name = operation + " where it is " + stand;
    Store store = database.perdure().namespace(operation + " " + stand);
    WorkflowId workflow = WorkflowId.of("w");
    NewTask task = task(workflow, "t");
    ClaimedTask mine = bring(database, store, task, stand);
    Task before = find(store, task);

    switch (effect(operation, stand)) {
      case LOST -> {
        assertThatThrownBy(() -> run(store, operation, mine))
            .as(name)
            .isInstanceOfSatisfying(
                ClaimLostException.class,
                lost -> {
                  assertThat(lost.workflow()).contains(workflow);
                  assertThat(lost.key()).isEqualTo("t");
                });
        assertThat(find(store, task)).as(name).isEqualTo(before);
      }
      case EXTENDS -> {
        run(store, operation, mine);
        Task after = find(store, task);
        assertThat(after.claim().orElseThrow().until())
            .as(name)
            .isAfter(before.claim().orElseThrow().until());
        assertThat(after.claim().orElseThrow().at()).isEqualTo(before.claim().orElseThrow().at());
        assertThat(after.state()).isEqualTo(TaskState.CLAIMED);
      }
      case SETTLES -> settled(store, operation, mine, before, name);
      case NOTHING -> {
        run(store, operation, mine);
        assertThat(find(store, task)).as(name).isEqualTo(before);
      }
      case CANCELS -> {
        assertThat(store.tasks().cancelAll(workflow)).as(name).containsExactly(task.key());
        assertThat(find(store, task).state()).as(name).isEqualTo(TaskState.CANCELLED);
        assertThat(store.tasks().cancelAll(workflow)).as(name).isEmpty();
      }
      case RETURNS -> {
        run(store, operation, mine);
        Task after = find(store, task);
        assertThat(after.state()).as(name).isEqualTo(TaskState.PENDING);
        assertThat(after.attempt()).as(name).isEqualTo(before.attempt());
        assertThat(after.deliveries())
            .as(name)
            .isEqualTo(operation == Operation.REARM_STALE ? before.deliveries() : 0);
        assertThat(after.end()).as(name).isEmpty();
        assertThatThrownBy(() -> store.tasks().complete(mine))
            .isInstanceOf(ClaimLostException.class);
        assertThat(claimOne(store).key()).as(name).isEqualTo(task.key());
      }
    }
  }

  private static void settled(
      Store store, Operation operation, ClaimedTask mine, Task before, String name) {
    run(store, operation, mine);
    Task after = store.tasks().find(mine.key()).orElseThrow();
    TaskState expected =
        switch (operation) {
          case COMPLETE -> TaskState.DONE;
          case FAIL -> TaskState.FAILED;
          default -> TaskState.PENDING;
        };
    assertThat(after.state()).as(name).isEqualTo(expected);
    assertThat(after.claim()).as(name).isEmpty();
    assertThat(after.deliveries()).as(name).isEqualTo(before.deliveries());
    assertThat(after.attempt() - before.attempt())
        .as(name)
        .isEqualTo(operation == Operation.RETRY ? 1 : 0);
    if (operation == Operation.ABANDON) {
      assertThat(after.dueAt()).as(name).isEqualTo(before.dueAt());
    }
    if (operation == Operation.RETRY) {
      assertThat(after.dueAt()).as(name).isAfter(before.dueAt());
    }
    assertThat(after.end().flatMap(Task.End::reason).isPresent())
        .as(name)
        .isEqualTo(operation == Operation.FAIL);
    if (expected.ended()) {
      run(store, operation, mine);
    } else {
      assertThatThrownBy(() -> run(store, operation, mine)).isInstanceOf(ClaimLostException.class);
    }
    assertThat(store.tasks().find(mine.key())).as(name).contains(after);
  }

  private static void run(Store store, Operation operation, ClaimedTask mine) {
    switch (operation) {
      case HEARTBEAT -> store.tasks().heartbeat(mine, MINUTE.multipliedBy(60));
      case COMPLETE -> store.tasks().complete(mine);
      case RETRY -> store.tasks().retry(mine, Due.in(MINUTE));
      case FAIL -> store.tasks().fail(mine, REASON);
      case ABANDON -> store.tasks().abandon(mine);
      case CANCEL_ALL -> store.tasks().cancelAll(WorkflowId.of("w"));
      case RECOVER ->
          assertThat(store.tasks().recover(List.of(task(WorkflowId.of("w"), "t"))))
              .containsExactly(Recovered.RETURNED);
      case REQUEUE -> store.tasks().requeue(mine.key());
      case REARM_STALE -> store.tasks().rearmStale(LATER, Due.now(), 9);
    }
  }

  /** Brings the task to where it is to stand, and answers the claim that I once had. */
  private static ClaimedTask bring(Database database, Store store, NewTask task, Stand stand) {
    store.tasks().enqueue(task);
    ClaimedTask mine = claimOne(store);
    switch (stand) {
      case PENDING -> store.tasks().abandon(mine);
      case MINE -> {}
      case MINE_EXPIRED -> database.advance(TWO);
      case ANOTHERS -> others(database, store);
      case DONE_BY_ME -> store.tasks().complete(mine);
      case FAILED_BY_ME -> store.tasks().fail(mine, REASON);
      case CANCELLED -> store.tasks().cancelAll(WorkflowId.of("w"));
      case DONE_BY_ANOTHER -> store.tasks().complete(others(database, store));
      case FAILED_BY_ANOTHER -> store.tasks().fail(others(database, store), REASON);
      case FAILED_BY_THE_STORE -> {
        store.tasks().setMaxDeliveries(MAIL, 1);
        database.advance(TWO);
        assertThat(store.tasks().claim(MAIL, 1, MINUTE)).isEmpty();
      }
    }
    return mine;
  }

  private static ClaimedTask others(Database database, Store store) {
    database.advance(TWO);
    return claimOne(store);
  }

  private static Task find(Store store, NewTask task) {
    return store.tasks().find(task.key()).orElseThrow();
  }
}
