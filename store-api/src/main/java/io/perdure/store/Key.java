package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.Serializable;

/**
 * What makes an operation repeatable: the same key with the same content answers what the first
 * call answered.
 *
 * @param value 1 to 512 bytes of UTF-8, without U+0000 and unpaired surrogates
 */
public record Key(String value) implements Serializable {
  public Key {
    Checks.id("key", value);
  }

  /** The key of that text. */
  public static Key of(String value) {
    return new Key(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
