package io.perdure.cli;

import io.perdure.schema.SchemaStatus;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates or migrates a database's schema. */
@Command(
    name = "migrate",
    description = {
      "Creates or migrates the schema, in one transaction; if there is nothing to do, does nothing.",
      "Prints the state afterwards."
    })
final class MigrateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final DatabaseOptions database;

  MigrateCommand(Console console) {
    this.console = console;
    this.database = new DatabaseOptions(console);
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Target target = database.target();
    try (Connection connection = target.connect()) {
      SchemaStatus status = target.schema(connection).migrate();
      SchemaReport.print(console, status, List.of());
      if (!status.canWrite()) {
        console.say("perdure: " + status.advice());
      }
      return status.canWrite() ? 0 : CommandException.FAILED;
    }
  }
}
