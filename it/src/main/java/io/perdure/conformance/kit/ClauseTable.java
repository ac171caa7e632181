package io.perdure.conformance.kit;

import io.perdure.conformance.kit.ClauseReport.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of clauses: for each backend how many tests of the clause were executed and green,
 * {@code ✗} before the number of those that were not, {@code ·} where the clause says nothing,
 * {@code hole} where no test was executed.
 */
public final class ClauseTable {
  private static final String HOLE = "hole";
  private static final String RED = "✗ ";

  private final List<String> lines = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  ClauseTable(ClauseReport report, List<Clauses.Listed> clauses) {
    List<Backend> backends = Backends.all();
    List<String> titles = new ArrayList<>(List.of("clause"));
    backends.forEach(backend -> titles.add(backend.id()));
    lines.add(row(titles, ""));
    for (Clauses.Listed clause : clauses) {
      List<String> cells = new ArrayList<>(List.of(clause.id()));
      for (Backend backend : backends) {
        String cell = cell(report, clause, backend);
        cells.add(cell);
        if (cell.equals(HOLE) || cell.startsWith(RED)) {
          missing.add(clause.id() + " on " + backend.id());
        }
      }
      lines.add(row(cells, clause.text()));
    }
  }

  /** The table, a row to a line. */
  List<String> lines() {
    return lines;
  }

  /** Each clause and backend without a green test or with a red one. */
  List<String> missing() {
    return missing;
  }

  private static String cell(ClauseReport report, Clauses.Listed clause, Backend backend) {
    if (!backend.capabilities().containsAll(clause.needs())) {
      return "·";
    }
    long red = report.count(clause.id(), backend, Outcome.RED);
    long green = report.count(clause.id(), backend, Outcome.GREEN);
    return red > 0 ? RED + red : green > 0 ? Long.toString(green) : HOLE;
  }

  private static String row(List<String> cells, String text) {
    StringBuilder row = new StringBuilder("%-7s".formatted(cells.get(0)));
    cells.stream().skip(1).forEach(cell -> row.append("%-18s".formatted(cell)));
    return (row + text).stripTrailing();
  }

  /**
   * Prints the table of the reports in the folder that is named first, one of each process that ran
   * tests, and writes it beside them, to {@code table.txt}.
   *
   * @throws IllegalStateException if a clause is not proved on a backend, unless the run was
   *     narrowed on purpose or {@code warn} is named after the folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Optional<ClauseReport> reports = ClauseReport.readAll(folder);
    if (reports.isEmpty()) {
      out.println("clauses: no tests were run");
      return;
    }
    ClauseReport report = reports.get();
    ClauseTable table = new ClauseTable(report, Clauses.listed());
    table.lines().forEach(out::println);
    Files.write(folder.resolve("table.txt"), table.lines());
    String verdict =
        "clauses: %d clauses and backends without a green test, or with a red one: %s"
            .formatted(table.missing().size(), table.missing().stream().limit(8).toList());
    if (!report.narrowedBy().isEmpty()) {
      out.println("clauses: holes are not judged, the run was narrowed by " + report.narrowedBy());
    } else if (table.missing().isEmpty()) {
      out.println("clauses: every one is proved on every backend");
    } else if (List.of(args).contains("warn")) {
      out.println(verdict);
    } else {
      throw new IllegalStateException(verdict);
    }
  }
}
