package io.perdure.store.history;

import io.perdure.store.internal.Checks;

/**
 * Which events of a history are wanted, and in which direction.
 *
 * @param from the sequence number to begin at, included. Forwards, 0 and 1 begin at the first
 *     event, and beyond the head there is nothing; backwards, whatever is beyond the head begins at
 *     the head
 * @param limit the most events wanted
 * @param direction ascending or descending sequence numbers
 */
public record EventRange(long from, long limit, Direction direction) {
  /** In which direction events are read. */
  public enum Direction {
    FORWARDS,
    BACKWARDS
  }

  public EventRange {
    Checks.notNegative("from", from);
    Checks.between("limit", limit, 1, Long.MAX_VALUE);
    Checks.present("direction", direction);
  }

  /** All events, ascending. */
  public static EventRange all() {
    return from(0);
  }

  /** All events from that sequence number on, ascending. */
  public static EventRange from(long seq) {
    return new EventRange(seq, Long.MAX_VALUE, Direction.FORWARDS);
  }

  /** All events, from the last to the first. */
  public static EventRange backwards() {
    return backwardsFrom(Long.MAX_VALUE);
  }

  /** All events from that sequence number down to the first. */
  public static EventRange backwardsFrom(long seq) {
    return new EventRange(seq, Long.MAX_VALUE, Direction.BACKWARDS);
  }

  /** The same, but at most so many. */
  public EventRange limit(long limit) {
    return new EventRange(from, limit, direction);
  }
}
