package io.perdure.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Counts down the time that waiting for another migration may take. */
final class Deadline {
  /** The usual pause before the next try. */
  static final Duration PAUSE = Duration.ofMillis(20);

  private final Duration total;
  private final long end;

  private Deadline(Duration total) {
    this.total = total;
    this.end = System.nanoTime() + total.toNanos();
  }

  static Deadline in(Duration total) {
    return new Deadline(total);
  }

  /** The time that is left; not negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Pauses for the usual time; see {@link #pause(Duration)}. */
  void pause() {
    pause(PAUSE);
  }

  /**
   * Pauses before the next try, at most until the time is over.
   *
   * @throws SchemaBusyException if the time is over
   * @throws SchemaException if the thread was interrupted
   */
  void pause(Duration pause) {
    if (System.nanoTime() - end >= 0) {
      throw new SchemaBusyException(
          "Another connection held the database for "
              + seconds()
              + " s: another migration is running, or a transaction does not end");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new SchemaException("Interrupted while waiting for another migration");
    }
    LockSupport.parkNanos(Math.min(pause.toNanos(), left().toNanos()));
  }

  private String seconds() {
    return BigDecimal.valueOf(total.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
