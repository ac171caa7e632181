package io.perdure.cli;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Prints what was found of a schema, a line for each thing. */
final class SchemaReport {
  private SchemaReport() {}

  static void print(Console console, SchemaStatus status, List<SchemaDifference> differences)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    line(lines, "schema", status.state().name().toLowerCase(Locale.ROOT));
    line(lines, "found", Long.toString(status.found()));
    line(lines, "expected", Long.toString(status.expected()));
    status.pending().forEach(change -> line(lines, "pending", change));
    differences.forEach(difference -> line(lines, "difference", difference.toString()));
    console.out().write(lines.toString().getBytes(StandardCharsets.UTF_8));
    console.out().flush();
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append('\t').append(Visible.line(value)).append('\n');
  }
}
