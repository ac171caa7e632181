package io.perdure.store;

/** The store was closed; nothing was read or written. */
public final class StoreClosedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreClosedException() {
    super("the store is closed", null);
  }
}
