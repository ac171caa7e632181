package io.perdure.store.outputs;

import io.perdure.store.StoreException;

/**
 * An attempt's producer has its final output already, and one of the two was to be the only one.
 * Nothing was written.
 */
public final class SecondFinalException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final OutputId first;

  public SecondFinalException(TaskAttempt of, String producer, OutputId first) {
    super(of + ", producer " + producer + ": the final output is " + first, null);
    this.first = first;
  }

  /** The final output that is there. */
  public OutputId first() {
    return first;
  }
}
