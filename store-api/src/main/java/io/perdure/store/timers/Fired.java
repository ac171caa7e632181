package io.perdure.store.timers;

/** What became of one claim of those that were told to have fired. */
public enum Fired {
  /** The timer was this claim's, and is gone. */
  FIRED,
  /** The claim was lost before; nothing has changed. */
  LOST
}
