package io.perdure.store.tasks;

/** What became of one settlement. */
public enum Settled {
  /** The task was this claim's; the outcome is written. */
  SETTLED,
  /** This claim had ended it with that very outcome before; nothing has changed. */
  ALREADY,
  /** The claim was lost before; nothing has changed. */
  LOST
}
