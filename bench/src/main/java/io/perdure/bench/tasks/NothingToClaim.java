package io.perdure.bench.tasks;

import io.perdure.bench.harness.Called;
import io.perdure.store.Store;
import java.time.Duration;

/**
 * Claims from a queue in which nothing is to be had: what is there is not yet due, held, or for
 * other nodes. Thread-safe.
 */
public record NothingToClaim(Store store) implements Called {
  private static final Duration LEASE = Duration.ofMinutes(10);

  @Override
  public void prepare(int runs) {
    // Nothing is taken, so that nothing is missing.
  }

  @Override
  public void run() {
    if (!store.tasks().claim(Names.IDLE, 10, LEASE).isEmpty()) {
      throw new IllegalStateException("there was something to claim");
    }
  }
}
