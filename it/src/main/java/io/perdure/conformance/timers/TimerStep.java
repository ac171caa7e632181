package io.perdure.conformance.timers;

/**
 * One random operation on timers.
 *
 * @param timer which of a few timers
 * @param hours an instant or a duration, in whole hours
 * @param claim which of the claims made before, counted from the last
 */
record TimerStep(Kind kind, int timer, int hours, int claim) {
  /** What is done. */
  enum Kind {
    SCHEDULE,
    CANCEL,
    CLAIM,
    CLAIM_AGAIN,
    FIRED,
    DUE,
    NEXT_DUE,
    CLOCK
  }
}
