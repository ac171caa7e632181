package io.perdure.store.history;

/** The kinds of {@link Mark}. */
public enum MarkKind {
  STARTED,
  COMPLETED,
  FAILED,
  CANCELLED,
  TERMINATED,
  TIMED_OUT,
  CONTINUED_AS_NEW,
  REOPENED,
  PAUSED,
  RESUMED
}
