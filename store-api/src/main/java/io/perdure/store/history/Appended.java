package io.perdure.store.history;

/**
 * The sequence numbers that an append gave out.
 *
 * @param first of the first event
 * @param last of the last event: the new head. One less than {@code first} if nothing was to append
 */
public record Appended(long first, long last) {
  /** How many events were appended. */
  public long count() {
    return last - first + 1;
  }
}
