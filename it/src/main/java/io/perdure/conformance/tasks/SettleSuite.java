package io.perdure.conformance.tasks;

import static io.perdure.conformance.tasks.Work.MAIL;
import static io.perdure.conformance.tasks.Work.MINUTE;
import static io.perdure.conformance.tasks.Work.claimOne;
import static io.perdure.conformance.tasks.Work.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.ClaimLostException;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("A claimed task")
public abstract class SettleSuite {
  private static final String REASON = "out of paper";

  @Test
  @Clause("K6")
  @DisplayName("settles among many in one call, each answering for itself")
  void many(Store store) {
    store.tasks().enqueue(Work.tasks(5));
    List<ClaimedTask> mine = store.tasks().claim(MAIL, 5, MINUTE);
    store.tasks().complete(mine.get(0));
    store.tasks().fail(mine.get(1), REASON);

    assertThat(
            store
                .tasks()
                .settle(
                    List.of(
                        new Settlement(mine.get(4), Outcome.retry(Due.in(MINUTE))),
                        new Settlement(mine.get(3), Outcome.completed()),
                        new Settlement(mine.get(2), Outcome.abandoned()),
                        new Settlement(mine.get(1), Outcome.failed(REASON)),
                        new Settlement(mine.get(0), Outcome.failed(REASON)),
                        new Settlement(mine.get(3), Outcome.completed()),
                        new Settlement(mine.get(3), Outcome.abandoned()),
                        new Settlement(mine.get(4), Outcome.retry(Due.in(MINUTE))))))
        .containsExactly(
            Settled.SETTLED,
            Settled.SETTLED,
            Settled.SETTLED,
            Settled.ALREADY,
            Settled.LOST,
            Settled.ALREADY,
            Settled.LOST,
            Settled.LOST);
    assertThat(store.tasks().settle(List.of())).isEmpty();
    assertThat(mine.stream().map(task -> store.tasks().find(task.key()).orElseThrow().state()))
        .containsExactly(
            TaskState.DONE, TaskState.FAILED, TaskState.PENDING, TaskState.DONE, TaskState.PENDING);
  }

  @Test
  @Clause("K6")
  @DisplayName("that a claimant failed for another reason is not settled alike")
  void otherReason(Store store) {
    store.tasks().enqueue(task("t"));
    ClaimedTask mine = claimOne(store);
    store.tasks().fail(mine, REASON);
    assertThatThrownBy(() -> store.tasks().fail(mine, "out of ink"))
        .isInstanceOf(ClaimLostException.class);
    assertThatThrownBy(() -> store.tasks().complete(mine)).isInstanceOf(ClaimLostException.class);
    assertThat(store.tasks().deadLetters(PageRequest.first(2)).entries())
        .singleElement()
        .satisfies(dead -> assertThat(dead.end().orElseThrow().reason()).contains(REASON));
  }

  @Test
  @Clause({"K2", "G8"})
  @DisplayName("that is retried is due when its claimant said: now, then, or so much later")
  void retriedWhen(Store store) {
    store.tasks().enqueue(Work.tasks(3));
    List<ClaimedTask> mine = store.tasks().claim(MAIL, 3, MINUTE);
    Instant then = Instant.parse("2100-01-02T03:04:05.678901234Z");
    Instant before = now(store);
    store.tasks().retry(mine.get(0), Due.now());
    store.tasks().retry(mine.get(1), Due.at(then));
    store.tasks().retry(mine.get(2), Due.in(MINUTE));
    Instant after = now(store);

    assertThat(due(store, "t00000")).isBetween(before, after);
    assertThat(due(store, "t00001")).isEqualTo(then);
    assertThat(due(store, "t00002")).isBetween(before.plus(MINUTE), after.plus(MINUTE));
    assertThat(claimOne(store))
        .satisfies(
            again -> {
              assertThat(again.key()).isEqualTo(TaskKey.of("t00000"));
              assertThat(again.attempt()).isEqualTo(2);
              assertThat(again.deliveries()).isEqualTo(2);
            });
  }

  private static Instant now(Store store) {
    return store.transact(Transaction::now);
  }

  private static Instant due(Store store, String key) {
    return store.tasks().find(TaskKey.of(key)).orElseThrow().dueAt();
  }

  @Test
  @Clause({"K2", "K5"})
  @DisplayName("that is settled in a transaction is, or is not, with all that this brings about")
  void withTheTransaction(Store store) {
    store.tasks().enqueue(task("t"));
    ClaimedTask mine = claimOne(store);
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.tasks().complete(mine);
                      tx.tasks().enqueue(task("next"));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.tasks().find(TaskKey.of("next"))).isEmpty();
    assertThat(store.tasks().find(mine.key()).orElseThrow().state()).isEqualTo(TaskState.CLAIMED);
    store.transact(
        tx -> {
          tx.tasks().complete(mine);
          return tx.tasks().enqueue(task("next"));
        });
    assertThat(store.tasks().find(mine.key()).orElseThrow().state()).isEqualTo(TaskState.DONE);
    assertThat(claimOne(store).key()).isEqualTo(TaskKey.of("next"));
  }
}
