package io.perdure.demo.shop;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
import io.perdure.store.timers.ClaimedTimer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Turns timers into tasks as they become due, until all is over. */
final class Alarms implements Runnable {
  private static final int BATCH = 8;

  /** How long timers that a killed process had claimed stay with it. */
  private static final Duration CLAIM = Duration.ofSeconds(2);

  private final Store store;
  private final Orders orders;
  private final Closing closing;
  private final Consumer<Object> told;

  Alarms(Store store, Orders orders, Closing closing, Consumer<Object> told) {
    this.store = store;
    this.orders = orders;
    this.closing = closing;
    this.told = told;
  }

  @Override
  public void run() {
    while (!closing.isOver()) {
      List<ClaimedTimer> timers = store.timers().claim(BATCH, CLAIM);
      while (!timers.isEmpty()) {
        timers.forEach(this::ring);
        timers = store.timers().claim(BATCH, CLAIM);
      }
      store.awaitDue(Closing.LOOK_EVERY);
    }
  }

  private void ring(ClaimedTimer timer) {
    try {
      orders.due(timer);
      told.accept("fired " + timer.workflow() + " " + timer.timer());
    } catch (ClaimLostException taken) {
      // The claim ran out, and another process has enqueued this job.
    }
  }
}
