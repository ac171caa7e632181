package io.perdure.cli;

import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates or migrates a database's schema. */
@Command(
    name = "migrate",
    description = {
      "Creates or migrates the schema, in one transaction; if there is nothing to do, does nothing. However",
      "many start at once, one does it and the others find it done. Prints the state afterwards.",
      "Changes that code for the schema's present version would not tolerate are refused, since some of it",
      "may run."
    })
final class MigrateCommand implements Callable<Integer> {
  @Mixin private final SchemaOptions options;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = Durations.class,
      description = {
        "How long to wait for another migration, or for who holds what is to be locked: 500ms, 30s, 5m;",
        "2m unless given. Then the exit code is 5, and nothing was changed."
      })
  private Duration wait = Duration.ofMinutes(2);

  @Option(
      names = "--nothing-runs",
      description = "Make also changes that older code would not tolerate: none of it runs.")
  private boolean nothingRuns;

  MigrateCommand(Console console) {
    this.options = new SchemaOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    StoreSchema schema = options.target().schemaToChange().patience(wait);
    SchemaStatus status = (nothingRuns ? schema : schema.whileRunning()).migrate();
    options.print(status, List.of());
    return ExitCode.of(status, List.of());
  }
}
