package io.perdure.store.outputs;

import io.perdure.store.internal.Checks;
import java.io.Serializable;
import java.util.UUID;

/**
 * The id of an output: a UUID of version 7 (RFC 9562), so that ids of one process order by the time
 * at which they were made.
 *
 * <p>The time in an id is that of its process's clock. What orders outputs is their insertion, not
 * their ids.
 *
 * @param value the UUID as 36 characters in lower case
 */
public record OutputId(String value) implements Serializable {
  public OutputId {
    Checks.present("output id", value);
    if (!isUuid(value)) {
      throw new IllegalArgumentException("output id must be a UUID of 36 characters in lower case");
    }
  }

  /** The id of that text. */
  public static OutputId of(String value) {
    return new OutputId(value);
  }

  private static boolean isUuid(String value) {
    try {
      return value.length() == 36 && UUID.fromString(value).toString().equals(value);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
