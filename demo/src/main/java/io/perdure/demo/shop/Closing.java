package io.perdure.demo.shop;

import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import java.time.Duration;

/** When a process may end: when no order comes any more, and no work is left. Thread-safe. */
final class Closing {
  /** The longest wait for work; then this is asked again. */
  static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final PageRequest ONE = PageRequest.first(1);

  private final Store store;
  private volatile boolean closed;

  Closing(Store store) {
    this.store = store;
  }

  /** No order will be placed any more. */
  void close() {
    closed = true;
  }

  /** Whether no order will be placed, no timer is set, and no task has not ended, anywhere. */
  boolean isOver() {
    return closed
        && store.snapshot(
            state ->
                state.timers().nextDue().isEmpty()
                    && state.tasks().counts(ONE).entries().isEmpty());
  }
}
