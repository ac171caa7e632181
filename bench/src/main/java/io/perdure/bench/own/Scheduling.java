package io.perdure.bench.own;

import io.perdure.bench.harness.Called;
import io.perdure.bench.work.Inputs;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.NewTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Schedules timers by the store. Used by one caller. */
record Scheduling(Store store, Stock stock, int batch) implements Called {
  private static final Instant LATER = Inputs.AT.plus(Duration.ofDays(36_500));

  @Override
  public void prepare(int runs) {
    // A timer needs nothing.
  }

  @Override
  public void run() {
    long first = stock.numbers(batch);
    List<NewTimer> timers = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      timers.add(new NewTimer(WorkflowId.of(Inputs.workflow(first + i)), "reminder", LATER));
    }
    store.timers().schedule(timers);
  }
}
