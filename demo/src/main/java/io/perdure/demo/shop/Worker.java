package io.perdure.demo.shop;

import io.perdure.store.ClaimLostException;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Acts on timers as they become due, until the shop has closed and none is left. */
final class Worker implements Runnable {
  /** How many timers are claimed together; the more, the longer the last of them waits. */
  private static final int BATCH = 8;

  /** How long timers that a killed process had claimed stay with it. */
  private static final Duration CLAIM = Duration.ofSeconds(2);

  private final Timers timers;
  private final Orders orders;
  private final Bell bell;
  private final Consumer<Orders.Made> told;

  /**
   * A worker.
   *
   * @param told is handed each move, after its commit
   */
  Worker(Timers timers, Orders orders, Bell bell, Consumer<Orders.Made> told) {
    this.timers = timers;
    this.orders = orders;
    this.bell = bell;
    this.told = told;
  }

  @Override
  public void run() {
    do {
      List<ClaimedTimer> due = timers.claim(BATCH, CLAIM);
      while (!due.isEmpty()) {
        due.forEach(this::act);
        due = timers.claim(BATCH, CLAIM);
      }
    } while (bell.await(timers::nextDue));
  }

  private void act(ClaimedTimer due) {
    try {
      told.accept(orders.step(due));
    } catch (ClaimLostException taken) {
      // The claim ran out, and another worker has made this move.
    }
  }
}
