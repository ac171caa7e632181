package io.perdure.bench.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, whose columns are also in line for who reads it as it is. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with that heading. */
  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row of as many cells as the heading has. */
  public void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(cells.length + " cells under " + rows.get(0));
    }
    rows.add(List.of(cells));
  }

  /** Prints it. */
  public void print(PrintStream out) {
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder("|");
      for (int column = 0; column < rows.get(i).size(); column++) {
        String cell = rows.get(i).get(column);
        line.append(' ').append(cell).append(" ".repeat(width(column) - length(cell))).append(" |");
      }
      out.println(line);
      if (i == 0) {
        out.println("|" + "---|".repeat(rows.get(0).size()));
      }
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
