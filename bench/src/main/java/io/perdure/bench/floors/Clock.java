package io.perdure.bench.floors;

import java.time.Instant;

/** The present in epoch nanoseconds. */
final class Clock {
  /** As Postgres reads it. */
  static final String POSTGRES = "(extract(epoch from clock_timestamp()) * 1000000)::bigint * 1000";

  private static final long NANOS = 1_000_000_000;

  private Clock() {}

  /** As this process reads it. */
  static long now() {
    return nanos(Instant.now());
  }

  /** That instant. */
  static long nanos(Instant at) {
    return at.getEpochSecond() * NANOS + at.getNano();
  }
}
