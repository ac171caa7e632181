package io.perdure.demo.shop;

import io.perdure.store.history.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an order does next: the events that say so, and the job that is then to be done.
 *
 * @param events at least one
 * @param next empty when the order has ended
 */
public record Move(List<Said> events, Optional<Next> next) {
  /**
   * An event.
   *
   * @param type what happened
   * @param mark what it says of the order's life, if anything
   */
  public record Said(String type, Optional<Mark> mark) {}

  /**
   * What is to be done.
   *
   * @param job what
   * @param delay how long it is until it can be; zero if it can be now
   */
  public record Next(Job job, Duration delay) {}

  public Move {
    events = List.copyOf(events);
  }

  /** It goes on. */
  static Move on(Said event, Next next) {
    return new Move(List.of(event), Optional.of(next));
  }

  /** It has ended, for good or ill. */
  static Move end(String because, String end, Mark mark) {
    return new Move(
        List.of(new Said(because, Optional.empty()), new Said(end, Optional.of(mark))),
        Optional.empty());
  }
}
