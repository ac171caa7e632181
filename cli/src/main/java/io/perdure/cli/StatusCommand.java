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
import picocli.CommandLine.Option;

/** Prints how a database's schema stands to this build; changes nothing. */
@Command(
    name = "status",
    description = {
      "Prints the schema's state, its version and the one that this build expects, the changes that are",
      "pending, and every difference between the tables that are there and those that should be.",
      "Changes nothing; a role that may only read is enough."
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin private final SchemaOptions options;

  @Option(
      names = "--check",
      description = "Tell by the exit code whether it is as it should be: 3, 4 or 6 if not.")
  private boolean check;

  StatusCommand(Console console) {
    this.options = new SchemaOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    Optional<StoreSchema> schema = options.toLookAt(options.target());
    SchemaStatus status = SchemaOptions.status(schema);
    List<SchemaDifference> differences = SchemaOptions.differences(schema, status);
    options.print(status, differences);
    return check ? ExitCode.of(status, differences) : ExitCode.DONE;
  }
}
