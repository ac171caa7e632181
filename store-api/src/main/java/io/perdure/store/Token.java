package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.Serializable;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What whoever holds a claim or a lease proves it by: 128 random bits, which nobody can guess.
 *
 * <p>{@link #toString} masks it, so that it does not get into logs; {@link #value} is for handing
 * it to another process. Immutable and thread-safe.
 */
public final class Token implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int BYTES = 16;
  private static final int DIGITS = 2 * BYTES;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /** A new one, from the platform's secure random numbers. */
  public static Token random() {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return new Token(HexFormat.of().formatHex(bits));
  }

  /**
   * The token of that text, as {@link #value} gave it.
   *
   * @param value 32 hexadecimal digits in lower case
   */
  public static Token of(String value) {
    Checks.present("token", value);
    if (value.length() != DIGITS
        || !value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new IllegalArgumentException("token must be 32 hexadecimal digits in lower case");
    }
    return new Token(value);
  }

  /** 32 hexadecimal digits. Whoever has them holds what the token proves. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token token && token.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Token[masked]";
  }
}
