package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.ORDER;
import static io.perdure.conformance.tasks.Work.claimOne;
import static io.perdure.conformance.tasks.Work.keysOf;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Enqueued;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Recovered;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskScope;
import io.perdure.store.tasks.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("K1")
@DisplayName("Enqueuing a task")
public abstract class EnqueueSuite {
  private static final PageRequest ALL = PageRequest.first(100);

  @Test
  @Clause("K10")
  @DisplayName("stores it as PENDING, with its scope, due time and payload")
  void stores(Store store) {
    Instant before = store.transact(Transaction::now);
    NewTask task = task(ORDER, "t").pinnedTo("node");
    assertThat(store.tasks().enqueue(task)).isEqualTo(Enqueued.ENQUEUED);
    Instant after = store.transact(Transaction::now);

    Task stored = store.tasks().find(task.key()).orElseThrow();
    assertThat(stored.dueAt()).isBetween(before, after);
    assertThat(stored)
        .isEqualTo(
            new Task(
                task.key(),
                TaskScope.of(MAIL).pinnedTo("node"),
                TaskState.PENDING,
                stored.dueAt(),
                1,
                0,
                Optional.empty(),
                Optional.empty()));
    assertThat(store.tasks().findPayload(task.key())).contains(task.payload());
    assertThat(store.tasks().find(TaskKey.of("t"))).isEmpty();
    assertThat(store.tasks().findPayload(TaskKey.of("t"))).isEmpty();
    assertThat(store.tasks().find(TaskKey.of(WorkflowId.of("other"), "t"))).isEmpty();
  }

  @Test
  @DisplayName("with a known key and the same content is ignored, whatever became of the task")
  void known(Store store) {
    NewTask task = task(ORDER, "t");
    store.tasks().enqueue(task.due(Due.at(Instant.EPOCH)));
    Task stored = store.tasks().find(task.key()).orElseThrow();
    assertThat(store.tasks().enqueue(task.due(Due.in(MINUTE)))).isEqualTo(Enqueued.KNOWN);
    assertThat(store.tasks().find(task.key())).contains(stored);

    ClaimedTask claimed = claimOne(store);
    assertThat(store.tasks().enqueue(task)).isEqualTo(Enqueued.KNOWN);
    store.tasks().complete(claimed);
    assertThat(store.tasks().enqueue(task)).isEqualTo(Enqueued.KNOWN);
    assertThat(store.tasks().find(task.key()).orElseThrow().state()).isEqualTo(TaskState.DONE);
    assertThat(store.tasks().claim(MAIL, 1, MINUTE)).isEmpty();
  }

  @Test
  @Clause({"G4", "G5"})
  @DisplayName("with a known key and other content is a conflict, and none of the others is there")
  void conflict(Store store) {
    store.tasks().enqueue(task(ORDER, "t"));
    Task stored = store.tasks().find(TaskKey.of(ORDER, "t")).orElseThrow();
    for (NewTask other : others(task(ORDER, "t"))) {
      assertThatThrownBy(
              () -> store.tasks().enqueue(List.of(task("before"), other, task("behind"))))
          .isInstanceOfSatisfying(
              IdempotencyConflictException.class,
              conflict -> assertThat(conflict.key()).isEqualTo(Key.of("t")));
      assertThatThrownBy(() -> store.tasks().enqueue(other))
          .isInstanceOf(IdempotencyConflictException.class);
      assertThatThrownBy(() -> store.tasks().recover(List.of(task("before"), other)))
          .isInstanceOf(IdempotencyConflictException.class);
    }
    assertThat(store.tasks().find(TaskKey.of(ORDER, "t"))).contains(stored);
    assertThat(store.tasks().find(TaskKey.of("before"))).isEmpty();
    assertThat(store.tasks().find(TaskKey.of("behind"))).isEmpty();
  }

  @Test
  @Clause({"G4", "G5"})
  @DisplayName("that is a conflict may be caught in a body, which then commits without it")
  void caught(Store store) {
    store.tasks().enqueue(task(ORDER, "t"));
    NewTask large = NewTask.of(TaskKey.of("large"), MAIL, Payload.of(new byte[100_000]));
    store.transact(
        tx -> {
          assertThatThrownBy(
                  () -> tx.tasks().enqueue(List.of(large, task(ORDER, "t").pinnedTo("node"))))
              .isInstanceOf(IdempotencyConflictException.class);
          return tx.tasks().enqueue(task("instead"));
        });
    assertThat(store.tasks().find(large.key())).isEmpty();
    assertThat(store.tasks().find(TaskKey.of("instead"))).isPresent();
    assertThat(store.tasks().enqueue(large)).isEqualTo(Enqueued.ENQUEUED);
    assertThat(store.tasks().findPayload(large.key())).contains(large.payload());
  }

  private static List<NewTask> others(NewTask task) {
    Payload payload = task.payload();
    return List.of(
        task.pinnedTo("node"),
        NewTask.of(task.key(), "other", payload),
        NewTask.of(task.key(), MAIL, Payload.json("\"other\"")),
        NewTask.of(task.key(), MAIL, new Payload(payload.bytes(), "text/plain")));
  }

  @Test
  @DisplayName("knows keys of each workflow, and of none, for themselves")
  void scopes(Store store) {
    List<NewTask> tasks =
        List.of(
            task("t"),
            task(ORDER, "t"),
            NewTask.of(TaskKey.of(WorkflowId.of("other"), "t"), MAIL, Payload.empty()));
    assertThat(store.tasks().enqueue(tasks)).containsOnly(Enqueued.ENQUEUED).hasSize(3);
    assertThat(store.tasks().enqueue(tasks)).containsOnly(Enqueued.KNOWN).hasSize(3);
    assertThat(store.tasks().enqueue(List.of())).isEmpty();
  }

  @Test
  @DisplayName("answers for each of many, in the order given")
  void many(Store store) {
    store.tasks().enqueue(List.of(task("b"), task("d")));
    List<NewTask> tasks = List.of(task("e"), task("d"), task("a"), task("b"), task("c"));
    assertThat(store.tasks().enqueue(tasks))
        .containsExactly(
            Enqueued.ENQUEUED,
            Enqueued.KNOWN,
            Enqueued.ENQUEUED,
            Enqueued.KNOWN,
            Enqueued.ENQUEUED);
  }

  @Test
  @Clause("K3")
  @DisplayName("of equally due tasks keeps their order, in a call and from call to call")
  void order(Store store) {
    Due due = Due.at(Instant.EPOCH);
    List<NewTask> tasks = new ArrayList<>(Work.tasks(1000));
    Collections.reverse(tasks);
    store.tasks().enqueue(tasks.stream().map(task -> task.due(due)).toList());
    store.tasks().enqueue(task("last").due(due));

    List<String> handedOut = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      handedOut.addAll(Work.keys(store.tasks().claim(MAIL, 150, MINUTE)));
    }
    List<String> expected = new ArrayList<>(tasks.stream().map(t -> t.key().key()).toList());
    expected.add("last");
    assertThat(handedOut).isEqualTo(expected);
  }

  @Test
  @DisplayName("keeps payloads of any size, byte for byte")
  void payloads(Store store) {
    for (int size : new int[] {0, 1, 8192, 8193, 1 << 20, (1 << 20) + 1, 16 << 20}) {
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i += 997) {
        bytes[i] = (byte) (i / 997);
      }
      NewTask task = NewTask.of(TaskKey.of("size " + size), MAIL, Payload.of(bytes));
      store.tasks().enqueue(task);
      assertThat(store.tasks().findPayload(task.key())).contains(task.payload());
      ClaimedTask claimed = claimOne(store);
      assertThat(claimed.payload()).isEqualTo(task.payload());
      store.tasks().complete(claimed);
    }
  }

  @Test
  @Clause("G2")
  @DisplayName("refuses too many, too large and repeated ones before the database sees them")
  void refuses(Store store) {
    assertThatThrownBy(() -> store.tasks().enqueue(List.of(task("t"), task("t"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> store.tasks().enqueue(Work.tasks(10_001)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10,000");
    Payload tooLarge = Payload.of(new byte[(16 << 20) + 1]);
    assertThatThrownBy(() -> store.tasks().enqueue(NewTask.of(TaskKey.of("t"), MAIL, tooLarge)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("payload");
    Payload large = Payload.of(new byte[16 << 20]);
    List<NewTask> five =
        Work.tasks(5).stream().map(task -> NewTask.of(task.key(), MAIL, large)).toList();
    assertThatThrownBy(() -> store.tasks().enqueue(five))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes of all tasks");
    assertThat(store.tasks().counts(ALL).entries()).isEmpty();
  }

  @Test
  @Clause("K8")
  @DisplayName("as recovery puts back what is there and inserts what is not")
  void recovers(Store store) {
    store.tasks().enqueue(List.of(task(ORDER, "a"), task(ORDER, "b")));
    List<ClaimedTask> claimed = store.tasks().claim(MAIL, 2, MINUTE);
    store.tasks().retry(claimed.get(0), Due.in(Duration.ofHours(1)));
    store.tasks().fail(claimed.get(1), "paper");
    NewTask large =
        NewTask.of(TaskKey.of(ORDER, "c"), MAIL, Payload.of(new byte[50_000])).due(Due.in(MINUTE));

    assertThat(store.tasks().recover(List.of(large, task(ORDER, "b"), task(ORDER, "a"))))
        .containsExactly(Recovered.ENQUEUED, Recovered.RETURNED, Recovered.RETURNED);

    assertThat(keysOf(store.tasks().list(ORDER, ALL))).containsExactly("a", "b", "c");
    assertThat(store.tasks().list(ORDER, ALL).entries())
        .allSatisfy(task -> assertThat(task.state()).isEqualTo(TaskState.PENDING))
        .extracting(Task::attempt)
        .containsExactly(2L, 1L, 1L);
    assertThat(store.tasks().findPayload(large.key())).contains(large.payload());
    assertThat(Work.keys(store.tasks().claim(MAIL, 9, MINUTE))).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  @Clause({"K1", "X1"})
  @DisplayName("in a transaction hands it out if that commits, and never before")
  void outbox(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.tasks().enqueue(task(ORDER, "t"));
                      assertThat(tx.tasks().find(TaskKey.of(ORDER, "t"))).isPresent();
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.tasks().claim(MAIL, 1, MINUTE)).isEmpty();
    store.transact(tx -> tx.tasks().enqueue(task(ORDER, "t")));
    assertThat(claimOne(store).key()).isEqualTo(TaskKey.of(ORDER, "t"));
  }
}
