package io.perdure.torture.scenarios;

import io.perdure.torture.checker.Violation;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is violated when the last commits are gone, and nothing else is wrong. */
final class Losses {
  private static final Set<String> LAWS =
      Set.of(
          "what was acknowledged is there",
          "each revision is given once, and none is lost",
          "no timer is lost",
          "fences only grow",
          "a task is in a state that somebody asked for",
          "a route is as it was set last",
          "reads see only what was committed",
          "what was deleted is gone",
          "a read sees what was acknowledged before it");

  private Losses() {}

  /** The laws that are violated beside those. */
  static Set<String> otherThan(Collection<Violation> violations) {
    return violations.stream()
        .map(Violation::law)
        .filter(law -> !LAWS.contains(law))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many operations are gone that had been acknowledged. */
  static long count(Collection<Violation> violations) {
    return violations.stream()
        .filter(violation -> violation.law().equals("what was acknowledged is there"))
        .count();
  }
}
