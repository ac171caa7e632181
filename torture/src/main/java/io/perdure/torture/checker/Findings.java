package io.perdure.torture.checker;

import io.perdure.torture.truth.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a check has found: violations, and counts of what was looked at. Not thread-safe. */
public final class Findings {
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();

  Findings() {}

  void violated(String law, Entry entry, Object expected, Object found) {
    violated(law, entry.toString(), expected, found);
  }

  void violated(String law, String where, Object expected, Object found) {
    violations.add(new Violation(law, where, expected.toString(), found.toString()));
  }

  void violatedUnless(boolean holds, String law, Entry entry, Object expected, Object found) {
    if (!holds) {
      violated(law, entry, expected, found);
    }
  }

  /** That what the operation wrote is still there, though it was deleted. */
  void notGone(Entry entry, Object what, Entry deleted) {
    violated("what was deleted is gone", entry, "gone since " + deleted, what + " is there");
  }

  void count(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  /** What must not be; empty if all is well. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** How many of what were looked at. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
