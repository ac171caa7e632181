package io.perdure.store.jooq.engine;

import io.perdure.store.internal.Checks;

/**
 * The bounds that were chosen when the store was opened.
 *
 * @param payloadBytes the most bytes of one payload, or of one metadata
 */
public record Limits(int payloadBytes) {
  /** Refuses more bytes than a payload may have. */
  public void payload(String argument, int bytes) {
    Checks.between("bytes of " + argument, bytes, 0, payloadBytes);
  }
}
