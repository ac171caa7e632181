package io.perdure.store.maintenance;

import io.perdure.store.internal.Checks;
import java.time.Duration;
import java.time.Instant;

/** The instant before which something is old. */
public sealed interface Cutoff {
  /** Longest age: about a hundred years. */
  Duration MAX_AGE = Duration.ofDays(36_500);

  /** Old is what is from before now less that duration, now by the store's clock. */
  static Cutoff olderThan(Duration age) {
    return new OlderThan(age);
  }

  /** Old is what is from before that instant. */
  static Cutoff before(Instant instant) {
    return new Before(instant);
  }

  /**
   * An age, counted back from the store's clock.
   *
   * @param age 0 to 36 500 days
   */
  record OlderThan(Duration age) implements Cutoff {
    public OlderThan {
      if (Checks.present("age", age).isNegative() || age.compareTo(MAX_AGE) > 0) {
        throw new IllegalArgumentException("age must be within 0..36,500 days, not " + age);
      }
    }
  }

  /**
   * An instant.
   *
   * @param instant 1677-09-21 to 2262-04-11
   */
  record Before(Instant instant) implements Cutoff {
    public Before {
      Checks.instant("instant", instant);
    }
  }
}
