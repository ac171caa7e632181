package io.perdure.bench.own;

import io.perdure.bench.harness.Called;
import io.perdure.store.Store;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import java.time.Duration;
import java.util.List;

/** Claims timers that are due and says that they have fired, by the store. Used by one caller. */
record Firing(Store store, Stock stock, int page) implements Called {
  private static final Duration LEASE = Duration.ofMinutes(10);

  @Override
  public void prepare(int runs) {
    stock.timers(runs * page);
  }

  @Override
  public void run() {
    List<ClaimedTimer> due = store.timers().claim(page, LEASE);
    List<Fired> fired = store.timers().fired(due);
    if (fired.size() != page || fired.contains(Fired.LOST)) {
      throw new IllegalStateException("fired " + fired.size() + " timers of " + page);
    }
  }
}
