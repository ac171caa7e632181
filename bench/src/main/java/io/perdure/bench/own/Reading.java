package io.perdure.bench.own;

import io.perdure.bench.harness.Called;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;

/** Reads a history by the store. Thread-safe. */
record Reading(StoreReader store, WorkflowId workflow, int events) implements Called {
  @Override
  public void prepare(int runs) {
    // Reading takes nothing away.
  }

  @Override
  public void run() {
    int found = store.history().read(workflow).size();
    if (found != events) {
      throw new IllegalStateException("read " + found + " events of " + events);
    }
  }
}
