package io.perdure.cli;

import io.perdure.schema.SchemaDifference;
import io.perdure.schema.SchemaState;
import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints how a database's schema stands to this build; changes nothing. */
@Command(
    name = "status",
    description = {
      "Prints the schema's state, its version and the one that this build expects, the changes that are",
      "pending, and every difference between the tables that are there and those that should be.",
      "Exit code 0 if this build can write there and nothing differs."
    })
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final DatabaseOptions database;

  StatusCommand(Console console) {
    this.console = console;
    this.database = new DatabaseOptions(console);
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Target target = database.target();
    if (!target.exists()) {
      throw CommandException.failed("no such file: " + target + "; perdure migrate makes it");
    }
    try (Connection connection = target.connect()) {
      StoreSchema schema = target.schema(connection);
      SchemaStatus status = schema.status();
      List<SchemaDifference> differences =
          status.state() == SchemaState.CURRENT ? schema.validate() : List.of();
      SchemaReport.print(console, status, differences);
      if (!status.canWrite()) {
        boolean older = status.found() < status.expected() || !status.pending().isEmpty();
        console.say("perdure: " + status.advice() + (older ? Main.MIGRATION : ""));
      }
      return status.canWrite() && differences.isEmpty() ? 0 : CommandException.FAILED;
    }
  }
}
