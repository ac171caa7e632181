package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.time.Duration;

/**
 * The time for which a claim or a lease was given, as its holder counts it: on this process's
 * monotonic clock, from when the request was sent.
 *
 * <p>The store's clock decides when others may take over. It started to count after the request was
 * sent, so that a holder who stops when {@link #isOver} stops in time, however far the two clocks
 * are apart. Immutable and thread-safe; equal to nothing but itself.
 */
public final class Term {
  private final Duration length;
  private final long sentAt;

  private Term(Duration length, long sentAt) {
    this.length = length;
    this.sentAt = sentAt;
  }

  /**
   * A term that begins now: to be made before the request is sent.
   *
   * @param length 1 ms to 365 days
   */
  public static Term beginning(Duration length) {
    return new Term(Checks.duration("length", length), System.nanoTime());
  }

  /** The whole of it. */
  public Duration length() {
    return length;
  }

  /** What is left of it; zero when it is over. */
  public Duration remaining() {
    Duration left = length.minusNanos(System.nanoTime() - sentAt);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether none of it is left: the holder must stop. */
  public boolean isOver() {
    return remaining().isZero();
  }

  @Override
  public String toString() {
    return "Term[" + length + "]";
  }
}
