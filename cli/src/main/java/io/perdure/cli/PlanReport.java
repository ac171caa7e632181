package io.perdure.cli;

import io.perdure.schema.SchemaChange;
import io.perdure.schema.SchemaChange.Lock;
import io.perdure.schema.SchemaStatus;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a migration would do, for people or as JSON.
 *
 * @param status how the schema stands
 * @param running the schema version of the code that runs; 0 if none can
 * @param changes what would be made, in order
 */
record PlanReport(SchemaStatus status, long running, List<SchemaChange> changes) {
  private static final String NOTHING = "nothing";

  String text() {
    StringBuilder text = new StringBuilder();
    SchemaReport.line(text, "found", Long.toString(status.found()));
    SchemaReport.line(text, "expected", Long.toString(status.expected()));
    for (SchemaChange change : changes) {
      text.append('\n');
      SchemaReport.line(text, "change", change.version() + " " + change.name());
      SchemaReport.line(text, "when", phase(change));
      SchemaReport.line(text, "locks", locks(change));
      SchemaReport.line(text, "waiting", Words.word(change.waiting()));
      SchemaReport.line(text, "rewrites", rewrites(change));
      SchemaReport.line(text, "running", tolerance(change));
      for (String statement : change.statements()) {
        text.append((statement + ";").indent(4));
      }
    }
    return text.toString();
  }

  Json json() {
    return new Json()
        .with("found", status.found())
        .with("expected", status.expected())
        .with("running", running)
        .with("changes", changes.stream().map(this::json).toList());
  }

  private Json json(SchemaChange change) {
    return new Json()
        .with("version", change.version())
        .with("name", change.name())
        .with("when", phase(change))
        .with("locks", change.locks().stream().map(PlanReport::json).toList())
        .with("waiting", Words.word(change.waiting()))
        .with("rewrites", change.rewrites())
        .with("runningCanRead", running == 0 || change.readableBy(running))
        .with("runningCanWrite", running == 0 || change.writableBy(running))
        .with("sql", change.statements());
  }

  private static Json json(Lock lock) {
    return new Json()
        .with("name", lock.name())
        .with("on", lock.on())
        .with("waiting", Words.word(lock.waiting()));
  }

  static String phase(SchemaChange change) {
    return Words.word(change.phase());
  }

  static String locks(SchemaChange change) {
    return change.locks().isEmpty()
        ? NOTHING
        : change.locks().stream()
            .map(lock -> lock.name() + " on " + lock.on())
            .collect(Collectors.joining(", "));
  }

  static String rewrites(SchemaChange change) {
    return change.rewrites().isEmpty() ? NOTHING : String.join(", ", change.rewrites());
  }

  private String tolerance(SchemaChange change) {
    if (running == 0) {
      return "none can, without a schema";
    }
    String code = "code for version " + running + " ";
    if (change.writableBy(running)) {
      return code + "reads and writes";
    }
    return code + (change.readableBy(running) ? "reads, and may not write" : "cannot go on");
  }
}
