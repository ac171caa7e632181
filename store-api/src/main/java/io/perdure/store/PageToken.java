package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.Serializable;

/**
 * Where a list goes on: the key behind which the next page begins, as opaque text.
 *
 * <p>A token belongs to the list and the filter that gave it; another list refuses it with {@link
 * IllegalArgumentException}. It does not expire, holds nothing open, and may be kept and sent as
 * text.
 *
 * @param value opaque text in ASCII, of at most 4096 characters
 */
public record PageToken(String value) implements Serializable {
  private static final int MAX_LENGTH = 4096;

  public PageToken {
    Checks.present("page token", value);
    Checks.between("page token length", value.length(), 1, MAX_LENGTH);
  }

  @Override
  public String toString() {
    return value;
  }
}
