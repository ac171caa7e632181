package io.perdure.torture.workload;

import io.perdure.store.Store;
import io.perdure.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Takes all connections of a process for a while: transactions and snapshots that only wait. */
final class Hog {
  private static final int MORE_THAN_THERE_ARE = 8;

  private volatile Optional<Store> store = Optional.empty();

  /** Takes from that store from now on. */
  void from(Store store) {
    this.store = Optional.of(store);
  }

  void take(Duration time) {
    store.ifPresent(
        from -> {
          for (int i = 0; i < MORE_THAN_THERE_ARE; i++) {
            boolean writes = i % 2 == 0;
            Thread thread = new Thread(() -> take(from, time, writes), "hog-" + i);
            thread.setDaemon(true);
            thread.start();
          }
        });
  }

  private static void take(Store store, Duration time, boolean writes) {
    try {
      if (writes) {
        store.transact(tx -> hold(time));
      } else {
        store.snapshot(state -> hold(time));
      }
    } catch (StoreException e) {
      // It took what there was, and others hogged the rest.
    }
  }

  private static long hold(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
    return until;
  }
}
