package io.perdure.bench.peers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/** What is stored: random letters, which no database compresses to much less. */
public final class Payloads {
  private static final long SEED = 256;

  private Payloads() {}

  /** That many letters. */
  public static String text(int length) {
    byte[] random = new byte[length];
    new SplittableRandom(SEED).nextBytes(random);
    return Base64.getEncoder().encodeToString(random).substring(0, length);
  }

  /** Letters that are that many bytes once they are quoted as JSON. */
  public static String json(int bytes) {
    return text(bytes - 2);
  }

  /** That many bytes. */
  public static byte[] bytes(int length) {
    return text(length).getBytes(StandardCharsets.US_ASCII);
  }
}
