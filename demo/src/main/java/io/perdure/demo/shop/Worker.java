package io.perdure.demo.shop;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Store;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Timers;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Acts on timers as they become due, until the shop has closed and none is left. */
final class Worker implements Runnable {
  /** How many timers are claimed together; the more, the longer the last of them waits. */
  private static final int BATCH = 8;

  /** How long timers that a killed process had claimed stay with it. */
  private static final Duration CLAIM = Duration.ofSeconds(2);

  /** The longest wait: then it looks whether the shop has closed. */
  private static final Duration AT_MOST = Duration.ofMillis(250);

  private final Store store;
  private final Timers timers;
  private final Orders orders;
  private final BooleanSupplier closed;
  private final Consumer<Orders.Made> told;

  /**
   * A worker.
   *
   * @param closed whether no order will be placed any more
   * @param told is handed each move, after its commit
   */
  Worker(Store store, Orders orders, BooleanSupplier closed, Consumer<Orders.Made> told) {
    this.store = store;
    this.timers = store.timers();
    this.orders = orders;
    this.closed = closed;
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
    } while (goesOn());
  }

  /** Waits until it is worth while to claim again; false if there is nothing to wait for. */
  private boolean goesOn() {
    boolean last = closed.getAsBoolean(); // before the timers: nothing is placed once it is true
    if (last && timers.nextDue().isEmpty()) {
      return false;
    }
    store.awaitDue(AT_MOST);
    return true;
  }

  private void act(ClaimedTimer due) {
    try {
      told.accept(orders.step(due));
    } catch (ClaimLostException taken) {
      // The claim ran out, and another worker has made this move.
    }
  }
}
