package io.perdure.bench.profile;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long an operation is profiled.
 *
 * @param callers how many run it at a time
 * @param each runs of each caller in a block
 * @param time of all blocks together
 */
public record Pace(int callers, int each, Duration time) {
  /** How many times as long it may take with what is prepared. */
  private static final int PATIENCE = 5;

  /** The same, for a part of the time. */
  Pace dividedBy(int divisor) {
    return new Pace(callers, each, time.dividedBy(divisor));
  }

  /** Runs blocks, which tell how long they took in nanoseconds, until they took that time. */
  void run(LongSupplier block) {
    long begun = System.nanoTime();
    long took = 0;
    do {
      took += block.getAsLong();
    } while (took < time.toNanos() && System.nanoTime() - begun < PATIENCE * time.toNanos());
  }
}
