package io.perdure.demo.shop;

import static java.util.stream.Collectors.joining;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Works at tasks: claims some, does what they ask for, settles them, until all is over. */
final class Worker implements Runnable {
  private static final Duration LATER = Duration.ofSeconds(1);

  private final Store store;
  private final Claims claims;
  private final Outside outside;
  private final Orders orders;
  private final Closing closing;
  private final Executor hands;
  private final Consumer<Object> told;

  /**
   * A worker.
   *
   * @param hands do several tasks at a time
   * @param told is handed what was claimed before it is worked at, and each move after its commit
   */
  Worker(
      Store store,
      Claims claims,
      Outside outside,
      Orders orders,
      Closing closing,
      Executor hands,
      Consumer<Object> told) {
    this.store = store;
    this.claims = claims;
    this.outside = outside;
    this.orders = orders;
    this.closing = closing;
    this.hands = hands;
    this.told = told;
  }

  @Override
  public void run() {
    while (!closing.isOver()) {
      List<ClaimedTask> tasks = claims.claim();
      while (!tasks.isEmpty()) {
        told.accept(claimed(tasks));
        tasks.stream()
            .map(task -> CompletableFuture.runAsync(() -> work(task), hands))
            .toList()
            .forEach(CompletableFuture::join);
        tasks = claims.claim();
      }
      store.awaitTask(Job.QUEUE, Closing.LOOK_EVERY);
    }
  }

  private void work(ClaimedTask task) {
    try {
      if (claims.isLive(task)) {
        World.Answer answer = outside.ask(task); // may happen again if this process dies now
        told.accept(orders.settle(task, answer)); // happens once
      }
    } catch (ClaimLostException taken) {
      told.accept("lost " + task.key().workflow().orElseThrow() + " " + Job.of(task));
    } catch (IOException noAnswer) {
      store.tasks().settle(List.of(new Settlement(task, Outcome.retry(Due.in(LATER)))));
    } finally {
      claims.drop(task);
    }
  }

  /** The claim's token, and each task with how often it was handed out. */
  private static String claimed(List<ClaimedTask> tasks) {
    return tasks.stream()
        .map(
            task ->
                String.join(
                    "/",
                    task.key().workflow().orElseThrow().value(),
                    Job.of(task).toString(),
                    Long.toString(task.deliveries())))
        .collect(joining(" ", "claimed " + tasks.get(0).token().value() + " ", ""));
  }
}
