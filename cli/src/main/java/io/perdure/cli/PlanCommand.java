package io.perdure.cli;

import io.perdure.schema.SchemaChange;
import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what a migration would do; changes nothing. */
@Command(
    name = "plan",
    description = {
      "Prints each change that migrate would make: its SQL, what it locks and who waits for that, what it",
      "writes anew, and whether code that runs tolerates it. On Postgres the locks of a migration's",
      "transaction are held until its end. Changes nothing; a role that may only read is enough."
    })
final class PlanCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SchemaOptions options;

  @Option(
      names = "--running",
      paramLabel = "VERSION",
      description = {
        "The schema version of the code that runs, as its perdure version says; the version that is there,",
        "unless given."
      })
  private Optional<Long> running = Optional.empty();

  PlanCommand(Console console) {
    this.console = console;
    this.options = new SchemaOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    Target target = options.target();
    Optional<StoreSchema> schema = options.toLookAt(target);
    SchemaStatus status = SchemaOptions.status(schema);
    List<SchemaChange> changes =
        schema.map(StoreSchema::plan).orElseGet(() -> StoreSchema.changes(target.database()));
    PlanReport report = new PlanReport(status, running.orElseGet(status::found), changes);
    if (options.json()) {
      report.json().print(console.out());
    } else {
      console.print(report.text());
    }
    int exitCode = ExitCode.of(status, List.of());
    if (exitCode == ExitCode.AHEAD) {
      console.say("perdure: " + status.advice());
      return exitCode;
    }
    return ExitCode.DONE;
  }
}
