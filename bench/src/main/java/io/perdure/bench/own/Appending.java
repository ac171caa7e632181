package io.perdure.bench.own;

import io.perdure.bench.harness.Called;
import io.perdure.bench.work.Heads;
import io.perdure.bench.work.Lanes;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.NewEvent;
import java.util.List;

/** Appends by the store. Thread-safe. */
record Appending(Store store, List<NewEvent> events, Lanes<Heads> lanes) implements Called {
  @Override
  public void prepare(int runs) {
    // Heads are where they were left.
  }

  @Override
  public void run() {
    Heads heads = lanes.take();
    store
        .history()
        .append(Append.to(WorkflowId.of(heads.workflow())).at(heads.head()).events(events));
    heads.appended(events.size());
    lanes.give(heads);
  }
}
