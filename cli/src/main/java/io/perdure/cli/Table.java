package io.perdure.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Prints entries in aligned columns below their headings, a line for each, whatever their texts
 * contain. The first entries set the widths, so that a list of any length takes bounded memory; a
 * text that is wider than its column is printed whole and moves what is behind it.
 */
final class Table<T> {
  private static final int ENTRIES_FOR_WIDTHS = 200;
  private static final int WIDEST = 64;
  private static final String GAP = "  ";

  private final List<Column<T>> columns;
  private final int[] widths;

  Table(List<Column<T>> columns) {
    this.columns = columns;
    this.widths = new int[columns.size()];
  }

  void print(Iterator<? extends T> entries, OutputStream to) throws IOException {
    Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
    List<List<String>> first = new ArrayList<>();
    first.add(columns.stream().map(Column::heading).toList());
    while (entries.hasNext() && first.size() <= ENTRIES_FOR_WIDTHS) {
      first.add(cells(entries.next()));
    }
    first.forEach(this::widen);
    for (List<String> cells : first) {
      out.write(line(cells));
    }
    while (entries.hasNext()) {
      out.write(line(cells(entries.next())));
    }
    out.flush();
  }

  private List<String> cells(T entry) {
    return columns.stream()
        .map(column -> Visible.line(column.value().apply(entry).map(Words::text).orElse("")))
        .toList();
  }

  private void widen(List<String> cells) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], Math.min(WIDEST, Visible.width(cells.get(i))));
    }
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(Math.max(0, widths[i] - Visible.width(cells.get(i))));
      boolean number = columns.get(i).kind() == Column.Kind.NUMBER;
      line.append(i == 0 ? "" : GAP)
          .append(number ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing() + "\n";
  }
}
