package io.perdure.store.jooq.engine;

import java.time.Duration;

/** A moment on this process's monotonic clock until which something may be tried. */
public final class Deadline {
  private final long at;

  private Deadline(long at) {
    this.at = at;
  }

  /** So far from now. */
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  public boolean passed() {
    return remainingNanos() <= 0;
  }

  /** Nanoseconds that remain; negative when passed. */
  public long remainingNanos() {
    return at - System.nanoTime();
  }
}
