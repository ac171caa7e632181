package io.perdure.bench.floors;

import io.perdure.bench.harness.Called;
import io.perdure.bench.own.Stock;
import io.perdure.bench.work.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Schedules timers by hand. Used by one caller. */
record Scheduling(Timers timers, Stock stock, int batch) implements Called {
  private static final long LATER = Clock.nanos(Inputs.AT.plus(Duration.ofDays(36_500)));

  @Override
  public void prepare(int runs) {
    // A timer needs nothing.
  }

  @Override
  public void run() {
    long first = stock.numbers(batch);
    List<Timers.Timer> all = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      all.add(new Timers.Timer(Inputs.workflow(first + i), "reminder", LATER));
    }
    timers.schedule(all);
  }
}
