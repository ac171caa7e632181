package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.TaskDump;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@EveryBackend
@Clause("G4")
@DisplayName("What throws has changed no task:")
public abstract class UnchangedTasksSuite {
  private static final int TOO_MANY = Tasks.MAX_TASKS + 1;

  /** A claim that was lost to another claimant, and calls that throw when they meet it. */
  private static Map<String, BiConsumer<Tasks, ClaimedTask>> lost() {
    Map<String, BiConsumer<Tasks, ClaimedTask>> calls = new TreeMap<>();
    calls.put("a heartbeat", (tasks, lost) -> tasks.heartbeat(lost, MINUTE));
    calls.put("a completion", Tasks::complete);
    calls.put("a retry", (tasks, lost) -> tasks.retry(lost, Due.in(MINUTE)));
    calls.put("a failure", (tasks, lost) -> tasks.fail(lost, "broken"));
    calls.put("an abandonment", Tasks::abandon);
    return calls;
  }

  /** Calls that meet a key that stands for other content, after they wrote others. */
  private static Map<String, BiConsumer<Tasks, ClaimedTask>> conflicting() {
    NewTask other = NewTask.of(TaskKey.of(ORDER, "waits"), MAIL, Payload.json("other"));
    NewTask large = NewTask.of(TaskKey.of(ORDER, "large"), MAIL, Payload.of(new byte[100_000]));
    NewTask elsewhere = task(ORDER, "waits").pinnedTo("n");
    Map<String, BiConsumer<Tasks, ClaimedTask>> calls = new TreeMap<>();
    calls.put(
        "enqueuing, the last of three known with other content",
        (tasks, lost) -> tasks.enqueue(List.of(task(ORDER, "new"), large, other)));
    calls.put(
        "enqueuing, the first of three known with other content",
        (tasks, lost) -> tasks.enqueue(List.of(elsewhere, large, task(ORDER, "new"))));
    calls.put(
        "recovering, the last of three known with other content",
        (tasks, lost) -> tasks.recover(List.of(task(ORDER, "claimed"), large, other)));
    return calls;
  }

  /** Calls whose arguments only an open store refuses. */
  private static Map<String, BiConsumer<Tasks, ClaimedTask>> refused() {
    NewTask tooLarge =
        NewTask.of(TaskKey.of(ORDER, "x"), MAIL, Payload.of(new byte[(16 << 20) + 1]));
    Map<String, BiConsumer<Tasks, ClaimedTask>> calls = new TreeMap<>();
    calls.put("payload … 16,777,216", (tasks, lost) -> tasks.enqueue(List.of(task("y"), tooLarge)));
    calls.put("number of tasks … 10,000", (tasks, lost) -> tasks.enqueue(Work.tasks(TOO_MANY)));
    calls.put("number of tasks … 0..10,000", (tasks, lost) -> tasks.recover(Work.tasks(TOO_MANY)));
    calls.put(
        "bytes of all tasks … 67,108,864",
        (tasks, lost) -> tasks.enqueue(List.of(big("1"), big("2"), big("3"), big("4"), big("5"))));
    calls.put(
        "tasks must not name one twice",
        (tasks, lost) -> tasks.enqueue(List.of(task("y"), task("y"))));
    calls.put(
        "number of tasks … 10,000 ",
        (tasks, lost) -> tasks.heartbeat(Collections.nCopies(TOO_MANY, lost), MINUTE));
    calls.put("duration … PT0.001S", (tasks, lost) -> tasks.heartbeat(lost, MINUTE.negated()));
    calls.put(
        "number of settlements … 10,000",
        (tasks, lost) ->
            tasks.settle(Collections.nCopies(TOO_MANY, new Settlement(lost, Outcome.completed()))));
    calls.put("queue … empty", (tasks, lost) -> tasks.setMaxDeliveries("", 1));
    calls.put("deliveries … 1..", (tasks, lost) -> tasks.setMaxDeliveries(MAIL, 0));
    calls.put("claimedBefore … 2262", (tasks, lost) -> tasks.rearmStale(Instant.MAX, Due.now(), 1));
    calls.put("limit … 1..10,000", (tasks, lost) -> tasks.rearmStale(Instant.EPOCH, Due.now(), 0));
    return calls;
  }

  private static NewTask big(String key) {
    return NewTask.of(TaskKey.of(ORDER, key), MAIL, Payload.of(new byte[14 << 20]));
  }

  @TestFactory
  @Clause({"K2", "K5"})
  @DisplayName("of a claim that was lost")
  Stream<DynamicTest> lostClaims(Database database) {
    return each(database, lost(), ClaimLostException.class);
  }

  @TestFactory
  @Clause({"K1", "K8"})
  @DisplayName("of a key that stands for other content,")
  Stream<DynamicTest> conflicts(Database database) {
    return each(database, conflicting(), IdempotencyConflictException.class);
  }

  @TestFactory
  @Clause("G2")
  @DisplayName("of an argument that is refused, naming it and its bound,")
  Stream<DynamicTest> arguments(Database database) {
    return each(database, refused(), IllegalArgumentException.class);
  }

  /** Each on its own and in a body that catches it, in a namespace of its own. */
  private static Stream<DynamicTest> each(
      Database database,
      Map<String, BiConsumer<Tasks, ClaimedTask>> calls,
      Class<? extends Exception> error) {
    return calls.entrySet().stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.getKey(),
                    () -> {
                      Store store = database.perdure().namespace("n" + call.getKey().hashCode());
                      ClaimedTask lost = prepare(database, store);
                      TaskDump before = TaskDump.of(store.tasks(), ORDER);
                      String[] words = call.getKey().trim().split(" … ");

                      var thrown =
                          assertThatThrownBy(() -> call.getValue().accept(store.tasks(), lost))
                              .isExactlyInstanceOf(error);
                      if (error == IllegalArgumentException.class) {
                        thrown.hasMessageContainingAll(words);
                      }
                      assertThat(TaskDump.of(store.tasks(), ORDER)).isEqualTo(before);

                      store.transact(
                          tx -> {
                            assertThatThrownBy(() -> call.getValue().accept(tx.tasks(), lost))
                                .isExactlyInstanceOf(error);
                            return tx.tasks().hold(WorkflowId.of("beside"));
                          });
                      assertThat(store.tasks().release(WorkflowId.of("beside"))).isTrue();
                      assertThat(TaskDump.of(store.tasks(), ORDER)).isEqualTo(before);
                    }));
  }

  @Test
  @Clause("X1")
  @DisplayName("a transaction whose body threw after it did everything that there is to do")
  void body(Perdure perdure, Database database) {
    Store store = perdure.namespace("body");
    ClaimedTask claimed = prepare(database, store);
    TaskDump before = TaskDump.of(store.tasks(), ORDER);
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      Tasks tasks = tx.tasks();
                      tasks.enqueue(List.of(task(ORDER, "new"), big("large")));
                      tasks.hold(WorkflowId.of("held too"));
                      tasks.recover(List.of(task(ORDER, "done")));
                      tasks.rearmStale(Instant.parse("2200-01-01T00:00:00Z"), Due.now(), 9);
                      tasks.claim(MAIL, 9, MINUTE).forEach(tasks::complete);
                      tasks.requeue(TaskKey.of(ORDER, "dead"));
                      tasks.setMaxDeliveries(MAIL, 3);
                      tasks.cancelAll(ORDER);
                      tasks.release(WorkflowId.of("held"));
                      throw new IllegalStateException("of the body");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(TaskDump.of(store.tasks(), ORDER)).isEqualTo(before);
    assertThat(store.tasks().maxDeliveries(MAIL)).isEqualTo(20);
    assertThatThrownBy(() -> store.tasks().complete(claimed))
        .isInstanceOf(ClaimLostException.class);
  }

  /** One task in each state, a held workflow, and a claim that was lost, which is answered. */
  private static ClaimedTask prepare(Database database, Store store) {
    Tasks tasks = store.tasks();
    tasks.enqueue(task(ORDER, "claimed"));
    ClaimedTask lost = Work.claimOne(store);
    database.advance(MINUTE.multipliedBy(2));
    Work.claimOne(store);
    tasks.enqueue(List.of(task(ORDER, "dead"), task(ORDER, "done")));
    List<ClaimedTask> ending = tasks.claim(MAIL, 2, MINUTE.multipliedBy(60));
    tasks.fail(ending.get(0), "broken");
    tasks.complete(ending.get(1));
    tasks.enqueue(task(ORDER, "waits"));
    tasks.enqueue(task(WorkflowId.of("held"), "t"));
    tasks.hold(WorkflowId.of("held"));
    return lost;
  }
}
