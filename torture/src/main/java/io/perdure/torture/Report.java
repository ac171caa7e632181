package io.perdure.torture;

import io.perdure.torture.checker.Findings;
import io.perdure.torture.checker.Violation;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What came of a run, for people. */
final class Report {
  private static final int EXAMPLES = 20;

  private final Books books;
  private final Findings findings;
  private final Map<String, Integer> struck;
  private final List<String> stuck;

  Report(Books books, Findings findings, Map<String, Integer> struck, List<String> stuck) {
    this.books = books;
    this.findings = findings;
    this.struck = struck;
    this.stuck = stuck;
  }

  /** Whether nothing was violated. */
  boolean isClean() {
    return findings.violations().isEmpty() && stuck.isEmpty();
  }

  void write(Consumer<String> out) {
    out.accept("");
    out.accept(row("operations", "acknowledged", "refused", "unknown", "asked"));
    Map<String, long[]> kinds = new TreeMap<>();
    long[] all = new long[4];
    for (Entry entry : books.entries()) {
      long[] counts = kinds.computeIfAbsent(entry.op().kind(), kind -> new long[4]);
      int column = entry.done() ? 0 : entry.refused() ? 1 : 2;
      counts[column]++;
      counts[3]++;
      all[column]++;
      all[3]++;
    }
    kinds.forEach((kind, counts) -> out.accept(row("  " + kind, counts)));
    out.accept(row("  all", all));
    out.accept("");
    out.accept("faults: " + struck.values().stream().mapToInt(Integer::intValue).sum());
    struck.forEach(
        (name, count) -> out.accept(String.format(Locale.ROOT, "  %-18s %,8d", name, count)));
    out.accept("");
    out.accept("compared: " + new TreeMap<>(findings.counts()));
    stuck.forEach(what -> out.accept("VIOLATION: " + what));
    List<Violation> violations = findings.violations();
    violations.stream().limit(EXAMPLES).forEach(violation -> out.accept("VIOLATION: " + violation));
    out.accept("violations: " + (violations.size() + stuck.size()));
  }

  private static String row(String name, long... counts) {
    return String.format(
        Locale.ROOT,
        "%-18s %,14d %,10d %,10d %,10d",
        name,
        counts[0],
        counts[1],
        counts[2],
        counts[3]);
  }

  private static String row(String name, String... heads) {
    return String.format(
        Locale.ROOT, "%-18s %14s %10s %10s %10s", name, heads[0], heads[1], heads[2], heads[3]);
  }
}
