package io.perdure.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Counts down the time that waiting for another migration may take. */
final class Deadline {
  private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

  private final Duration total;
  private final long end;

  private Deadline(Duration total) {
    this.total = total;
    this.end = System.nanoTime() + total.toNanos();
  }

  static Deadline in(Duration total) {
    return new Deadline(total);
  }

  /**
   * Pauses before the next try.
   *
   * @throws SchemaBusyException if the time is over
   * @throws SchemaException if the thread was interrupted
   */
  void pause() {
    if (System.nanoTime() - end >= 0) {
      throw new SchemaBusyException(
          "Another connection held the database for "
              + seconds()
              + " s: another migration is running, or a writer does not end");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new SchemaException("Interrupted while waiting for another migration");
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private String seconds() {
    return BigDecimal.valueOf(total.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
