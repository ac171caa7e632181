package io.perdure.store.history;

import java.util.List;

/** Decides on a history what to append to it; see {@link History#update}. */
@FunctionalInterface
public interface Decider<T, X extends Exception> {
  /**
   * Decides on the whole history, ascending; may throw its own exception, which appends nothing.
   */
  Decision<T> decide(List<Event> history) throws X;
}
