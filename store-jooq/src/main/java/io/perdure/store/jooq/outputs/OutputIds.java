package io.perdure.store.jooq.outputs;

import io.perdure.store.outputs.OutputId;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7: milliseconds, then a count within them, then 62 random bits. The ids of
 * one process only grow, also when its clock is set back. Thread-safe.
 */
final class OutputIds {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int COUNT_BITS = 12;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_MASK = 0x3fff_ffff_ffff_ffffL;

  /** The last milliseconds given out, with their count below them. */
  private static final AtomicLong LAST = new AtomicLong();

  private OutputIds() {}

  static OutputId next() {
    long now = System.currentTimeMillis() << COUNT_BITS;
    long mine = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long high = (mine >>> COUNT_BITS) << Short.SIZE | VERSION | (mine & COUNT_MASK);
    long low = VARIANT | (RANDOM.nextLong() & RANDOM_MASK);
    return new OutputId(new UUID(high, low).toString());
  }
}
