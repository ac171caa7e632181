package io.perdure.cli;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaStatus;
import java.util.List;

/**
 * What was found of a schema: a line for each thing, or JSON.
 *
 * @param status how it stands
 * @param differences what is other than it should be
 */
record SchemaReport(SchemaStatus status, List<SchemaDifference> differences) {

  String text() {
    StringBuilder lines = new StringBuilder();
    line(lines, "schema", Words.word(status.state()));
    line(lines, "found", Long.toString(status.found()));
    line(lines, "expected", Long.toString(status.expected()));
    status.pending().forEach(change -> line(lines, "pending", change));
    differences.forEach(difference -> line(lines, "difference", difference.toString()));
    return lines.toString();
  }

  Json json() {
    return new Json()
        .with("schema", Words.word(status.state()))
        .with("found", status.found())
        .with("expected", status.expected())
        .with("canRead", status.canRead())
        .with("canWrite", status.canWrite())
        .with("pending", status.pending())
        .with("differences", differences.stream().map(SchemaReport::json).toList());
  }

  private static Json json(SchemaDifference difference) {
    return new Json()
        .with("kind", Words.word(difference.kind()))
        .with("subject", difference.subject())
        .with("expected", difference.expected())
        .with("found", difference.found());
  }

  static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append('\t').append(Visible.line(value)).append('\n');
  }
}
