package io.perdure.bench.floors;

import io.perdure.bench.harness.Called;
import io.perdure.bench.own.Stock;

/** Claims timers that are due and takes them away as fired, by hand. Used by one caller. */
record Firing(Timers timers, Stock stock, int page) implements Called {
  @Override
  public void prepare(int runs) {
    stock.timers(runs * page);
  }

  @Override
  public void run() {
    timers.fire();
  }
}
