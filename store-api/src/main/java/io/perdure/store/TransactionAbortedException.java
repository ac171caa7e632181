package io.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * The body ended normally, but its transaction could not be committed: it had swallowed a database
 * error, or the failure of a nested {@code transact}. Nothing was written; the cause is what was
 * swallowed.
 */
public final class TransactionAbortedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public TransactionAbortedException(@Nullable Throwable cause) {
    super("the body swallowed an error, so its transaction was rolled back", cause);
  }
}
