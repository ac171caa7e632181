package io.perdure.bench;

import io.perdure.bench.compare.Everything;
import io.perdure.bench.compare.Explain;
import io.perdure.bench.compare.Profile;
import io.perdure.bench.compare.RowResult;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.SqliteBackend;
import io.perdure.bench.profile.Explanation;
import io.perdure.bench.report.Machine;
import io.perdure.bench.report.Markdown;
import io.perdure.bench.report.Plot;
import io.perdure.bench.report.Report;
import io.perdure.bench.work.Database.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares everybody on each database, and reports. */
final class Compare {
  private final PrintStream out;
  private final Where where;
  private final Profile profile;
  private final Pattern rows;
  private final double strictness;
  private final Explain explain;
  private final Path folder;
  private final List<Report.OnDatabase> databases = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();

  /**
   * With what the command line says.
   *
   * @param rows what the names of rows must have in them
   * @param strictness what bars are multiplied by
   * @param explain of which rows it is told where the time goes
   * @param folder where the report is written
   */
  Compare(
      PrintStream out,
      Where where,
      Profile profile,
      Pattern rows,
      double strictness,
      Explain explain,
      Path folder) {
    this.out = out;
    this.where = where;
    this.profile = profile;
    this.rows = rows;
    this.strictness = strictness;
    this.explain = explain;
    this.folder = folder;
  }

  /**
   * Runs it; answers whether all bars were met. If it fails on its way, what was measured until
   * then is reported all the same.
   */
  boolean run() throws IOException {
    Report.check(folder);
    where.check();
    Machine machine = Machine.of(where.folder());
    try {
      where.run(this::on);
    } catch (IOException | RuntimeException e) {
      if (databases.stream().anyMatch(database -> !database.rows().isEmpty())) {
        report(machine);
      }
      throw e;
    }
    if (databases.stream().allMatch(database -> database.rows().isEmpty()) && plots.isEmpty()) {
      throw new BenchException("--rows " + rows + " is found in the name of no row: " + names);
    }
    return report(machine).met();
  }

  private Report report(Machine machine) throws IOException {
    String name = profile.name().toLowerCase(Locale.ROOT);
    String command = "./perdure bench --profile " + name;
    Report report = new Report(command, name, machine, databases, plots);
    report.write(folder);
    out.printf("%nThe report is in %s.%n", folder.resolve("report.md"));
    return report;
  }

  private boolean on(Backend backend) {
    String title = backend.title();
    out.printf("%n## %s%n", title);
    Markdown shown = new Markdown(out);
    List<RowResult> results = new ArrayList<>();
    Map<String, Explanation> explanations = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    databases.add(new Report.OnDatabase(title, results, explanations, notes));
    Kind kind = backend instanceof SqliteBackend ? Kind.SQLITE : Kind.POSTGRES;
    Everything everything =
        new Everything(backend, kind, profile, strictness, rows, explain, where.folder());
    names.addAll(everything.names());
    try {
      Everything.Outcome outcome =
          everything.run(
              row -> {
                shown.row(row);
                results.add(row);
              },
              (row, explanation) -> {
                out.printf("%n### %s%n", row);
                shown.explanation(explanation);
                explanations.put(row, explanation);
              });
      notes.addAll(outcome.notes());
      plot(kind.name().toLowerCase(Locale.ROOT), title.split(" ", 2)[0], outcome);
    } catch (IOException | RuntimeException e) {
      notes.add("Ended before all was measured: " + e);
      throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
    return true;
  }

  private void plot(String file, String database, Everything.Outcome outcome) {
    if (!outcome.callers().isEmpty()) {
      List<Plot.Series> series = new ArrayList<>();
      outcome.callers().forEach((name, values) -> series.add(new Plot.Series(name, values)));
      plots.add(
          new Plot(
              file + "-callers",
              database + ": appends of one event of 256 B",
              "callers",
              "a second",
              Everything.callers(),
              series));
    }
    if (!outcome.stored().isEmpty()) {
      plots.add(
          new Plot(
              file + "-stored",
              database + ": an append of one event of 256 B",
              "events that are stored",
              "µs",
              outcome.stored().keySet().stream().map("%,d"::formatted).toList(),
              List.of(new Plot.Series("Perdure", List.copyOf(outcome.stored().values())))));
    }
  }
}
