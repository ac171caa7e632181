package io.perdure.cli;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaState;
import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which schema a command is about, and how it is told. */
final class SchemaOptions {
  private final Console console;

  @Mixin private final DatabaseOptions database;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  SchemaOptions(Console console) {
    this.console = console;
    this.database = new DatabaseOptions(console);
  }

  Target target() {
    return database.target();
  }

  boolean json() {
    return json;
  }

  /** The schema, if there is something to look at. */
  Optional<StoreSchema> toLookAt(Target target) {
    if (target.exists()) {
      return Optional.of(target.schemaToLookAt());
    }
    console.say("perdure: no such file: " + target + "; perdure migrate makes it");
    return Optional.empty();
  }

  /** How it stands there; a file that does not exist has no schema. */
  static SchemaStatus status(Optional<StoreSchema> schema) {
    return schema.map(StoreSchema::status).orElseGet(StoreSchema::statusOfNothing);
  }

  /**
   * What differs from what this build expects. A newer schema has more than that, which is fine.
   */
  static List<SchemaDifference> differences(Optional<StoreSchema> schema, SchemaStatus status) {
    boolean comparable =
        status.state() == SchemaState.CURRENT
            || (status.state() == SchemaState.NEWER && status.canRead());
    if (schema.isEmpty() || !comparable) {
      return List.of();
    }
    return schema.get().validate().stream()
        .filter(
            difference ->
                status.state() == SchemaState.CURRENT
                    || difference.kind() != SchemaDifference.Kind.EXTRA)
        .toList();
  }

  void print(SchemaStatus status, List<SchemaDifference> differences) throws IOException {
    SchemaReport report = new SchemaReport(status, differences);
    if (json) {
      report.json().print(console.out());
    } else {
      console.print(report.text());
    }
    if (!status.canWrite()) {
      boolean older = status.found() < status.expected() || !status.pending().isEmpty();
      console.say("perdure: " + status.advice() + (older ? Main.MIGRATION : ""));
    }
  }
}
