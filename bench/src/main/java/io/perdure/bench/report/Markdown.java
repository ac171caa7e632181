package io.perdure.bench.report;

import io.perdure.bench.compare.Line;
import io.perdure.bench.compare.RowResult;
import io.perdure.bench.compare.Verdict;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.harness.Table;
import io.perdure.bench.profile.Explanation;
import java.io.PrintStream;
import java.util.Optional;

/** A report for people. */
public final class Markdown {
  private static final double KIBI = 1024;
  private static final double MICROS = 1e6;

  private final PrintStream out;

  public Markdown(PrintStream out) {
    this.out = out;
  }

  /** Prints all of it. */
  public void print(Report report) {
    out.printf("# What operations cost%n%n`%s`%n", report.command());
    if (!report.profile().equals("full")) {
      out.printf(
          "%nThis is the %s profile: few and short rounds, so that bars are a hint.%n",
          report.profile());
    }
    out.printf("%n## Bars%n%n");
    bars(report);
    for (Report.OnDatabase database : report.databases()) {
      out.printf("%n## %s%n", database.title());
      for (RowResult row : database.rows()) {
        row(row);
        Optional.ofNullable(database.explanations().get(row.name())).ifPresent(this::explanation);
      }
      database.notes().forEach(note -> out.printf("%n%s%n", note));
    }
    if (!report.plots().isEmpty()) {
      out.printf("%n## Plots%n");
    }
    for (Plot plot : report.plots()) {
      out.printf("%n![%s](%s.svg)%n", plot.title(), plot.file());
    }
    out.printf("%n## The machine%n%n");
    report.machine().facts().forEach((name, value) -> out.printf("- %s: %s%n", name, value));
    out.printf("%n## Libraries%n%n");
    report.machine().libraries().forEach((name, value) -> out.printf("- %s %s%n", name, value));
  }

  private void bars(Report report) {
    Table table = new Table("row", "database", "bar", "reached", "");
    for (Report.OnDatabase database : report.databases()) {
      String name = database.title().split(" ", 2)[0];
      for (RowResult row : database.rows()) {
        for (Verdict verdict : row.verdicts()) {
          table.add(row.name(), name, verdict.bar(), verdict.reached(), met(verdict));
        }
      }
    }
    table.print(out);
  }

  private static String met(Verdict verdict) {
    return verdict.met() ? "met" : "MISSED";
  }

  /** Prints where the time goes in one row. */
  public void explanation(Explanation explanation) {
    new WhereTimeGoes(out).print(explanation);
  }

  /** Prints one row, with everybody in it. */
  public void row(RowResult row) {
    out.printf("%n### %s%n%n", row.name());
    if (!row.lines().isEmpty()) {
      Table table =
          new Table(
              "",
              "µs",
              "a second",
              "of best",
              "of naive",
              "p50",
              "p90",
              "p99",
              "p99.9",
              "fair",
              "KiB allocated",
              "statements",
              "round trips");
      row.lines().forEach(line -> line(table, line));
      table.print(out);
    }
    for (Verdict verdict : row.verdicts()) {
      out.printf("%n%s: %s, %s.%n", verdict.bar(), verdict.reached(), met(verdict));
    }
    if (!row.note().isEmpty()) {
      out.printf("%n%s%n", row.note());
    }
    for (Line line : row.lines()) {
      if (!line.difference().isEmpty()) {
        out.printf("%n%s: %s%n", line.entrant(), line.difference());
      }
      line.measured()
          .failure()
          .ifPresent(failure -> out.printf("%n%s failed: %s%n", line.entrant(), failure));
    }
  }

  private static void line(Table table, Line line) {
    Measured measured = line.measured();
    if (measured.failure().isPresent()) {
      table.add(line.entrant(), "failed", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–", "–");
      return;
    }
    Spread time = measured.time();
    boolean each = measured.latencies().getTotalCount() > 0;
    table.add(
        line.entrant(),
        time.shown("%.1f"),
        "%,.0f".formatted(MICROS / time.median()),
        ratio(line.ofBest()),
        ratio(line.ofNaive()),
        each ? "%.0f".formatted(measured.within(50)) : "–",
        each ? "%.0f".formatted(measured.within(90)) : "–",
        each ? "%.0f".formatted(measured.within(99)) : "–",
        each ? "%.0f".formatted(measured.within(99.9)) : "–",
        measured.fairness().isPresent() ? "%.2f".formatted(measured.fairness().getAsDouble()) : "–",
        "%.1f".formatted(measured.allocated() / KIBI),
        line.counts().map(counts -> number(counts.statements())).orElse("–"),
        line.counts()
            .filter(counts -> counts.roundTrips() > 0)
            .map(counts -> number(counts.roundTrips()))
            .orElse("–"));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : "%.1f".formatted(value);
  }

  private static String ratio(Optional<Spread> speed) {
    return speed.map(ratio -> ratio.shown("%.2f")).orElse("–");
  }
}
