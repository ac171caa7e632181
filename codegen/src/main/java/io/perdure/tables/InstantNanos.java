package io.perdure.tables;

import java.time.Instant;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes an instant as its distance from the epoch in nanoseconds.
 *
 * <p>Exact to the nanosecond from 1677-09-21T00:12:43.145224192Z to 2262-04-11T23:47:16.854775807Z;
 * an instant outside throws {@link ArithmeticException}. Keeps the order of instants.
 */
public final class InstantNanos extends AbstractConverter<Long, Instant> {
  private static final long serialVersionUID = 1L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** For the generated classes, which make their own. */
  public InstantNanos() {
    super(Long.class, Instant.class);
  }

  @Override
  public @Nullable Instant from(@Nullable Long nanos) {
    return nanos == null ? null : toInstant(nanos);
  }

  @Override
  public @Nullable Long to(@Nullable Instant instant) {
    return instant == null ? null : toNanos(instant);
  }

  /** The instant so many nanoseconds from the epoch. */
  public static Instant toInstant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  /**
   * The distance of an instant from the epoch in nanoseconds.
   *
   * @throws ArithmeticException if a long cannot say it
   */
  public static long toNanos(Instant instant) {
    long seconds = instant.getEpochSecond();
    long nanos = instant.getNano();
    if (seconds < 0 && nanos > 0) {
      // The whole second below would overflow first, at the very edge.
      return Math.addExact(
          Math.multiplyExact(seconds + 1, NANOS_PER_SECOND), nanos - NANOS_PER_SECOND);
    }
    return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
  }
}
