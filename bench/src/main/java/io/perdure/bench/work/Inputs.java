package io.perdure.bench.work;

import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/** What is written: the same for everybody. */
public final class Inputs {
  /** The type of events. */
  public static final String TYPE = "Charged";

  /** When events were recorded. */
  public static final Instant AT = Instant.parse("2026-03-04T05:06:07.123456789Z");

  private static final long SEED = 7;

  private Inputs() {}

  /** So many bytes that do not compress. */
  public static byte[] payload(int bytes) {
    byte[] payload = new byte[bytes];
    new Random(SEED).nextBytes(payload);
    return payload;
  }

  /** The id of a workflow: random, and the same for the same number. */
  public static String workflow(long number) {
    SplittableRandom random = new SplittableRandom(number);
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
