package io.perdure.bench.report;

import io.perdure.bench.harness.Table;
import io.perdure.bench.places.StatementCost;
import io.perdure.bench.profile.Explanation;
import io.perdure.bench.profile.Explanation.Column;
import io.perdure.bench.profile.Hot;
import io.perdure.bench.profile.Part;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Where the time of a row goes, for people. */
final class WhereTimeGoes {
  private static final double LEAST = 0.05;
  private static final double SELDOM = 0.01;

  private final PrintStream out;

  WhereTimeGoes(PrintStream out) {
    this.out = out;
  }

  void print(Explanation explanation) {
    out.printf("%n#### Where the time goes%n%n");
    parts(explanation.columns());
    out.printf(
        "%nµs of a run, as long as its caller waits: the measured median, divided as a profiler saw"
            + " it afterwards (%s).%nWhat of the JDK is called counts for who calls it; waiting and"
            + " sockets by events, the rest by looking about every ms.%n",
        String.join(
            ", ",
            explanation.columns().stream()
                .map(
                    column ->
                        "%s seen %,d times at work in %,d runs"
                            .formatted(
                                column.entrant(), column.java().seen(), column.java().runs()))
                .toList()));
    methods(explanation.columns());
    statements(explanation);
  }

  private void parts(List<Column> columns) {
    List<String> heading = new ArrayList<>(List.of("µs of a run"));
    columns.forEach(column -> heading.add(column.entrant()));
    Table table = new Table(heading.toArray(String[]::new));
    for (Part part : Part.values()) {
      row(table, part.words(), columns, column -> column.micros(part));
      if (part == Part.DATABASE) {
        row(table, "– of that, the server plans and executes", columns, Column::served);
      }
    }
    row(table, "together", columns, Column::micros);
    row(
        table,
        "CPU meanwhile of other threads of this process",
        columns,
        column -> column.java().beside());
    table.print(out);
  }

  private static void row(
      Table table, String name, List<Column> columns, ToDoubleFunction<Column> micros) {
    if (columns.stream().allMatch(column -> micros.applyAsDouble(column) < LEAST)) {
      return;
    }
    List<String> cells = new ArrayList<>(List.of(name));
    columns.forEach(column -> cells.add("%.1f".formatted(micros.applyAsDouble(column))));
    table.add(cells.toArray(String[]::new));
  }

  private void methods(List<Column> columns) {
    Table table = new Table("hottest methods", "µs", "with what of the driver they call", "µs");
    for (Column column : columns) {
      List<Hot> own = column.java().own();
      List<Hot> called = column.java().called();
      for (int i = 0; i < Math.max(own.size(), called.size()); i++) {
        List<String> cells = new ArrayList<>();
        cells.addAll(cells(own, i, column));
        cells.addAll(cells(called, i, column));
        cells.set(0, column.entrant() + ": " + cells.get(0));
        table.add(cells.toArray(String[]::new));
      }
    }
    out.println();
    table.print(out);
  }

  private static List<String> cells(List<Hot> methods, int row, Column column) {
    return row < methods.size()
        ? List.of(
            "`" + methods.get(row).method() + "`",
            "%.1f".formatted(methods.get(row).share() * column.micros()))
        : List.of("", "");
  }

  private void statements(Explanation explanation) {
    if (!explanation.note().isEmpty()) {
      out.printf("%n%s%n", explanation.note());
    }
    if (explanation.columns().stream().allMatch(column -> column.statements().isEmpty())) {
      return;
    }
    out.println();
    Table table =
        new Table(
            "statements by the server",
            "",
            "calls a run",
            "plan, µs",
            "execute, µs",
            "pages hit",
            "read",
            "dirtied",
            "WAL bytes");
    for (Column column : explanation.columns()) {
      for (StatementCost cost : told(column)) {
        table.add(
            column.entrant(),
            "`" + cost.text().replace("|", "\\|") + "`",
            "%.2f".formatted(cost.calls()),
            "%.1f".formatted(cost.planned()),
            "%.1f".formatted(cost.executed()),
            "%.1f".formatted(cost.hit()),
            "%.1f".formatted(cost.read()),
            "%.1f".formatted(cost.dirtied()),
            "%.0f".formatted(cost.log()));
      }
    }
    table.print(out);
    out.printf("%nAll but the calls are of one call; a commit is in none of them.%n");
  }

  /** What is sent more than once in a hundred runs. */
  private static List<StatementCost> told(Column column) {
    return column.statements().stream().filter(cost -> cost.calls() >= SELDOM).toList();
  }
}
