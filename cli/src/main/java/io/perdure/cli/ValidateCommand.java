package io.perdure.cli;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares a database's tables with what they should be; changes nothing. */
@Command(
    name = "validate",
    description = {
      "Prints every difference between the tables, columns, keys, checks and indexes that are there and",
      "those that should be, a line for each: nothing, and exit code 0, if there is none.",
      "Changes nothing; a role that may only read is enough."
    })
final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SchemaOptions options;

  ValidateCommand(Console console) {
    this.console = console;
    this.options = new SchemaOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    Optional<StoreSchema> schema = options.toLookAt(options.target());
    SchemaStatus status = SchemaOptions.status(schema);
    List<SchemaDifference> differences = SchemaOptions.differences(schema, status);
    int exitCode = ExitCode.of(status, differences);
    if (options.json() || exitCode == ExitCode.PENDING || exitCode == ExitCode.AHEAD) {
      options.print(status, differences);
    } else {
      StringBuilder lines = new StringBuilder();
      differences.forEach(each -> SchemaReport.line(lines, "difference", each.toString()));
      console.print(lines.toString());
    }
    return exitCode;
  }
}
