package io.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * The root of what a store throws beside {@link IllegalArgumentException} for bad arguments.
 *
 * <p>An operation that throws has changed nothing, but for {@link StoreUnavailableException} whose
 * outcome is unknown.
 */
public abstract class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether the same call, unchanged, may succeed later: true where the database was busy or out of
   * reach, false where the call contradicts what is stored.
   */
  public boolean retryable() {
    return false;
  }
}
