package io.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * The database stayed busy beyond the time allowed (15 s unless set), or too many callers wait for
 * the writer. Nothing was written.
 */
public final class StoreBusyException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
