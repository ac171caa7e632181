package io.perdure.torture.scenarios;

import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Entry;

/** How often something was told. */
final class Counts {
  private Counts() {}

  /** How many operations were refused, or remained unknown. */
  static long notAcknowledged(Books books) {
    long count = 0;
    for (Entry entry : books.entries()) {
      count += entry.done() ? 0 : 1;
    }
    return count;
  }

  /** How many were told to be unknown because the server gave up waiting for its standby. */
  static long unconfirmed(Books books) {
    long count = 0;
    for (Entry entry : books.entries()) {
      count +=
          entry.told().filter(told -> told.facts().toString().contains("synchronous")).isPresent()
              ? 1
              : 0;
    }
    return count;
  }
}
