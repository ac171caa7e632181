package io.perdure.bench.profile;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the time of a run went into, as this process saw it.
 *
 * @param runs how many were watched
 * @param seen how often a caller was seen at work
 * @param parts of the time of a run, by what it was spent on: together 1
 * @param own the methods of whoever is profiled with the most time, the hottest first, with what of
 *     the JDK they call
 * @param called the same of what they call in the driver, and on SQLite in the database
 * @param beside microseconds of CPU that other threads of this process took for each run
 */
public record JavaTime(
    int runs, int seen, Map<Part, Double> parts, List<Hot> own, List<Hot> called, double beside) {
  private static final int HOTTEST = 5;

  /** Waits are known by their length; what is left is divided as it was seen. */
  static JavaTime of(Waits waits, List<Seen> seen, double beside) {
    double each = (1 - waits.threads() - waits.sockets()) / Math.max(1, seen.size());
    Map<Part, Double> parts = new EnumMap<>(Part.class);
    parts.put(Part.WAITING, waits.threads());
    parts.put(Part.DATABASE, waits.sockets());
    if (seen.isEmpty()) {
      parts.put(Part.UNSEEN, each);
    }
    Map<String, Double> own = new HashMap<>();
    Map<String, Double> called = new HashMap<>();
    for (Seen one : seen) {
      parts.merge(one.part(), each, Double::sum);
      if (one.part() == Part.OWN) {
        own.merge(one.method(), each, Double::sum);
      } else if (one.part() != Part.BENCH && !one.method().isEmpty()) {
        called.merge(one.method(), each, Double::sum);
      }
    }
    return new JavaTime(waits.runs(), seen.size(), parts, hottest(own), hottest(called), beside);
  }

  private static List<Hot> hottest(Map<String, Double> methods) {
    return methods.entrySet().stream()
        .map(method -> new Hot(method.getKey(), method.getValue()))
        .sorted(Comparator.comparingDouble(Hot::share).reversed().thenComparing(Hot::method))
        .limit(HOTTEST)
        .toList();
  }
}
