package io.perdure.cli;

import io.perdure.schema.Database;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the SQL that makes the schema; needs no connection. */
@Command(
    name = "sql",
    description = {
      "Prints the SQL that makes the schema in a new database, or with --from brings an older one up to",
      "date, as one transaction. Run by hand, it leaves the database as migrate would. Needs no connection.",
      "Run it with psql -v ON_ERROR_STOP=1 or sqlite3 -bail, so that an error ends it."
    })
final class SqlCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "DATABASE",
      converter = DatabaseKind.class,
      description = "sqlite or postgres.")
  private Database database = Database.SQLITE;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The Postgres schema of the tables; perdure unless given.")
  private String schema = "perdure";

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "The schema version that is there, as perdure status says it.")
  private Optional<Long> from = Optional.empty();

  @Option(
      names = "--roles",
      description = {
        "Print the SQL that makes roles for who migrates, writes and reads, on Postgres, instead: for an",
        "administrator, before the first migration and once after it."
      })
  private boolean roles;

  SqlCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (roles && (database != Database.POSTGRES || from.isPresent())) {
      throw CommandException.usage("--roles is for Postgres, and goes without --from");
    }
    console.print(StoreOptions.usable(this::sql));
    return ExitCode.DONE;
  }

  private String sql() {
    if (roles) {
      return StoreSchema.rolesSqlFor(schema);
    }
    return from.isPresent()
        ? StoreSchema.sqlFor(database, schema, from.get())
        : StoreSchema.sqlFor(database, schema);
  }
}
