package io.perdure.bench.compare;

import io.perdure.bench.harness.Budget;
import java.time.Duration;
import java.util.List;

/** How much time a comparison has. */
public enum Profile {
  /** Six minutes: what it says is a hint. */
  QUICK(20_000, 10_000, List.of(10_000L, 50_000L, 200_000L), 0.02, 200_000),
  /** Several times as long as {@link #QUICK}, and all that is to be stored. */
  FULL(20_000, 10_000, List.of(100_000L, 1_000_000L, 10_000_000L), 1, 1_000_000),
  /** So little that the numbers mean nothing: whether it runs. */
  SMALLEST(100, 100, List.of(100L, 300L), 0.0001, 1000);

  private final int waiting;
  private final int history;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is.
  private final List<Long> stored;

  private final double filled;
  private final int streamed;

  Profile(int waiting, int history, List<Long> stored, double filled, int streamed) {
    this.waiting = waiting;
    this.history = history;
    this.stored = stored;
    this.filled = filled;
    this.streamed = streamed;
  }

  /** How long each entrant of a row is measured. */
  public Budget budget() {
    return switch (this) {
      case QUICK ->
          new Budget(
              6, Duration.ofSeconds(10), 7, Duration.ofMillis(40), 2000, Duration.ofMillis(300));
      case FULL ->
          new Budget(
              8, Duration.ofSeconds(60), 21, Duration.ofMillis(120), 10_000, Duration.ofSeconds(2));
      case SMALLEST ->
          new Budget(1, Duration.ZERO, 1, Duration.ofMillis(1), 1, Duration.ofMillis(30));
    };
  }

  /** How long each of two is profiled for a row. */
  Duration explaining() {
    return switch (this) {
      case QUICK -> Duration.ofSeconds(2);
      case FULL -> Duration.ofSeconds(6);
      case SMALLEST -> Duration.ofMillis(20);
    };
  }

  /** Tasks that wait behind those that are claimed. */
  public int waiting() {
    return waiting;
  }

  /** How long each entrant is measured for a point of a plot. */
  Budget sketch() {
    return switch (this) {
      case QUICK ->
          new Budget(3, Duration.ofSeconds(2), 3, Duration.ofMillis(20), 2000, Duration.ZERO);
      case FULL ->
          new Budget(4, Duration.ofSeconds(10), 7, Duration.ofMillis(60), 10_000, Duration.ZERO);
      case SMALLEST -> budget().unwatched();
    };
  }

  /** How many events are stored where an append is compared with one on an empty store. */
  List<Long> stored() {
    return stored;
  }

  /** How full the queue is, a million ended tasks being 1. */
  double filled() {
    return filled;
  }

  /** Workflows whose events are weighed. */
  int sized() {
    return Math.max(1, waiting / 100);
  }

  /** Events of the history that is streamed. */
  int streamed() {
    return streamed;
  }

  /** Events of the history that is read. */
  public int history() {
    return history;
  }
}
