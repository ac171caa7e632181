package io.perdure.store.tasks;

import io.perdure.store.internal.Checks;
import java.time.Duration;
import java.time.Instant;

/** From when on a task may be handed out. */
public sealed interface Due {
  /** At once, by the store's clock. */
  static Due now() {
    return Now.NOW;
  }

  /** From that instant on, by the store's clock; it may be past. */
  static Due at(Instant instant) {
    return new At(instant);
  }

  /** That long after the store's clock at the moment of the write. */
  static Due in(Duration delay) {
    return new In(delay);
  }

  /** At once. */
  enum Now implements Due {
    /** There is but one. */
    NOW
  }

  /**
   * At an instant.
   *
   * @param instant 1677-09-21 to 2262-04-11, kept to the nanosecond
   */
  record At(Instant instant) implements Due {
    public At {
      Checks.instant("instant", instant);
    }
  }

  /**
   * After a delay.
   *
   * @param delay 1 ms to 365 days
   */
  record In(Duration delay) implements Due {
    public In {
      Checks.duration("delay", delay);
    }
  }
}
