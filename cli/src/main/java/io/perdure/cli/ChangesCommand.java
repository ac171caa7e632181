package io.perdure.cli;

import static io.perdure.cli.Column.number;
import static io.perdure.cli.Column.text;

import io.perdure.schema.Database;
import io.perdure.schema.SchemaChange;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the changes that lead to the schema; needs no connection. */
@Command(
    name = "changes",
    description = {
      "Prints the changes that lead to the schema of this build, in order: what each locks and writes anew,",
      "and the lowest versions of code that may read and write a database which has it.",
      "Needs no connection."
    })
final class ChangesCommand implements Callable<Integer> {
  private static final List<Column<SchemaChange>> COLUMNS =
      List.of(
          number("VERSION", SchemaChange::version),
          text("CHANGE", SchemaChange::name),
          text("WHEN", PlanReport::phase),
          text("LOCKS", PlanReport::locks),
          text("REWRITES", PlanReport::rewrites),
          number("MIN READER", SchemaChange::minReader),
          number("MIN WRITER", SchemaChange::minWriter));

  private final Console console;

  @Parameters(
      paramLabel = "DATABASE",
      converter = DatabaseKind.class,
      description = "sqlite or postgres.")
  private Database database = Database.SQLITE;

  @Option(
      names = "--json",
      description = "Print one JSON object with one array, an entry on each line.")
  private boolean json;

  ChangesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Iterator<SchemaChange> changes = StoreSchema.changes(database).iterator();
    if (json) {
      new JsonArray<>("changes", COLUMNS).print(changes, console.out());
    } else {
      new Table<>(COLUMNS).print(changes, console.out());
    }
    return ExitCode.DONE;
  }
}
