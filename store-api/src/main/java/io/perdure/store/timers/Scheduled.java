package io.perdure.store.timers;

import java.time.Instant;

/**
 * What scheduling a timer came to.
 *
 * @param change what it changed
 * @param fireAt when the timer is due
 */
public record Scheduled(Change change, Instant fireAt) {
  /** What scheduling changed. */
  public enum Change {
    /** There was no timer of that name; now there is. */
    SCHEDULED,
    /** It was due at another instant; a claim of it is lost. */
    REPLACED,
    /** It was due at that very instant; nothing has changed, nor has a claim of it. */
    UNCHANGED
  }
}
