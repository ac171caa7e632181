package io.perdure.bench.compare;

import io.perdure.bench.harness.Budget;
import java.time.Duration;

/** How much time a comparison has. */
public enum Profile {
  /** Three minutes: what it says is a hint. */
  QUICK(20_000, 10_000),
  /** Twenty minutes. */
  FULL(20_000, 10_000),
  /** So little that the numbers mean nothing: whether it runs. */
  SMALLEST(100, 100);

  private final int waiting;
  private final int history;

  Profile(int waiting, int history) {
    this.waiting = waiting;
    this.history = history;
  }

  /** How long each entrant of a row is measured. */
  public Budget budget() {
    return switch (this) {
      case QUICK -> new Budget(6, 7, Duration.ofMillis(40), 2000, Duration.ofMillis(300));
      case FULL -> new Budget(8, 21, Duration.ofMillis(120), 10_000, Duration.ofSeconds(2));
      case SMALLEST -> new Budget(1, 1, Duration.ofMillis(1), 1, Duration.ofMillis(30));
    };
  }

  /** Tasks that wait behind those that are claimed. */
  public int waiting() {
    return waiting;
  }

  /** Events of the history that is read. */
  public int history() {
    return history;
  }
}
