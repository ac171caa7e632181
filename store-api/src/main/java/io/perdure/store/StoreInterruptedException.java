package io.perdure.store;

/**
 * The calling thread was interrupted before its write began. Nothing was written; the thread's
 * interrupt flag is set.
 */
public final class StoreInterruptedException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreInterruptedException() {
    super("interrupted before the write began; nothing was written", null);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
