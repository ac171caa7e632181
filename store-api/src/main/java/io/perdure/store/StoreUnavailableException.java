package io.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be reached, or the connection was lost.
 *
 * <p>If {@link #outcomeUnknown()}, the connection was lost while the commit was under way: the
 * transaction either committed as a whole or not at all. Repeat it only if it is repeatable, which
 * every operation with an expected head or a key is.
 */
public final class StoreUnavailableException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final boolean outcomeUnknown;

  private StoreUnavailableException(String message, boolean unknown, @Nullable Throwable cause) {
    super(message, cause);
    this.outcomeUnknown = unknown;
  }

  /** The database was out of reach before anything could be committed; the cause says why. */
  public static StoreUnavailableException nothingCommitted(@Nullable Throwable cause) {
    String message = cause == null ? null : cause.getMessage();
    String why = message == null ? "" : message.lines().findFirst().map(": "::concat).orElse("");
    return new StoreUnavailableException(
        "the database is unavailable; nothing was committed" + why, false, cause);
  }

  /** The connection was lost while the commit was under way. */
  public static StoreUnavailableException outcomeUnknown(@Nullable Throwable cause) {
    return new StoreUnavailableException(
        "the connection was lost during the commit; whether it committed is unknown", true, cause);
  }

  /** Whether the transaction may have committed. */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
