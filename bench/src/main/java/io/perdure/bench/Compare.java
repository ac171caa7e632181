package io.perdure.bench;

import io.perdure.bench.compare.Comparison;
import io.perdure.bench.compare.Profile;
import io.perdure.bench.compare.Row;
import io.perdure.bench.compare.RowResult;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.SqliteBackend;
import io.perdure.bench.report.Machine;
import io.perdure.bench.report.Markdown;
import io.perdure.bench.report.Report;
import io.perdure.bench.work.Database.Kind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Compares everybody on each database, and reports. */
final class Compare {
  private final PrintStream out;
  private final Where where;
  private final Profile profile;
  private final Pattern rows;
  private final double strictness;
  private final Path folder;

  /**
   * With what the command line says.
   *
   * @param rows what the names of rows must have in them
   * @param strictness what bars are multiplied by
   * @param folder where the report is written
   */
  Compare(
      PrintStream out, Where where, Profile profile, Pattern rows, double strictness, Path folder) {
    this.out = out;
    this.where = where;
    this.profile = profile;
    this.rows = rows;
    this.strictness = strictness;
    this.folder = folder;
  }

  /** Runs it; answers whether all bars were met. */
  boolean run() throws IOException {
    Files.createDirectories(folder);
    Machine machine = Machine.of(where.folder());
    List<Report.OnDatabase> databases = new ArrayList<>();
    where.run(backend -> databases.add(on(backend)));
    String name = profile.name().toLowerCase(Locale.ROOT);
    Report report = new Report("./perdure bench --profile " + name, name, machine, databases);
    try (PrintStream file =
        new PrintStream(folder.resolve("report.md").toFile(), StandardCharsets.UTF_8)) {
      new Markdown(file).print(report);
    }
    out.printf("%nThe report is in %s.%n", folder.resolve("report.md"));
    return report.met();
  }

  private Report.OnDatabase on(Backend backend) {
    out.printf("%n## %s%n", backend.title());
    Markdown shown = new Markdown(out);
    List<String> notes = new ArrayList<>();
    List<RowResult> results = new ArrayList<>();
    Kind kind = backend instanceof SqliteBackend ? Kind.SQLITE : Kind.POSTGRES;
    try (Comparison comparison = new Comparison(backend, profile, strictness, notes::add)) {
      for (Row row : Row.all(kind, profile)) {
        if (rows.matcher(row.name()).find()) {
          RowResult result = comparison.run(row);
          shown.row(result);
          results.add(result);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new Report.OnDatabase(backend.title(), results, notes);
  }
}
