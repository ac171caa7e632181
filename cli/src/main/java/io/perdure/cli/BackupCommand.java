package io.perdure.cli;

import io.perdure.PerdureReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies an SQLite store that may be in use. */
@Command(
    name = "backup",
    description = {
      "Copies an SQLite store, all its namespaces, also while it is in use. The copy is checked as a",
      "whole, and is there whole or not at all. Prints its path and its size in bytes.",
      "To restore, put the copy where the store was while nobody has that open."
    })
final class BackupCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final DatabaseOptions database;

  @Parameters(paramLabel = "TARGET", description = "The copy: a file that does not exist yet.")
  private Path target = Path.of("");

  BackupCommand(Console console) {
    this.console = console;
    this.database = new DatabaseOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    if (target.toString().contains("?")) {
      throw CommandException.usage("the file's name must not contain '?': " + target);
    }
    try (PerdureReader open = StoreOptions.usable(database.target()::options).openReadOnly()) {
      open.backup(target);
    }
    String made =
        "file\t"
            + Visible.line(target.toAbsolutePath().toString())
            + "\nbytes\t"
            + Files.size(target)
            + '\n';
    console.out().write(made.getBytes(StandardCharsets.UTF_8));
    return 0;
  }
}
