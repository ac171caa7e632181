package io.perdure.store;

/**
 * The store was used in a way that could not end well: the store instead of the transaction inside
 * a body, a transaction after its body or on another thread, a foreign connection. A bug in the
 * calling code; the message says what to do instead.
 */
public final class StoreUsageException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreUsageException(String message) {
    super(message, null);
  }
}
