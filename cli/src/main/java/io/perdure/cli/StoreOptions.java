package io.perdure.cli;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.store.internal.Checks;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store a command works on: the database, and the namespace in it. */
final class StoreOptions {
  @Mixin private final DatabaseOptions database;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "The namespace; default unless given.")
  private String namespace = "default";

  @Option(names = "--migrate", description = "Create or migrate the schema first.")
  private boolean migrate;

  StoreOptions(Console console) {
    this.database = new DatabaseOptions(console);
  }

  /** Opens the database for writing. */
  Perdure open() {
    return options().open();
  }

  /** Opens the database for reading; what {@code --migrate} asks for is done before. */
  PerdureReader openReadOnly() {
    if (migrate) {
      options().open().close();
    }
    return options().openReadOnly();
  }

  String namespace() {
    return namespace;
  }

  private OpenOptions<?> options() {
    try {
      Checks.namespace("namespace", namespace);
      OpenOptions<?> options = database.target().options();
      return migrate ? options.migrateOnOpen() : options;
    } catch (IllegalArgumentException unusable) {
      throw CommandException.usage(String.valueOf(unusable.getMessage()));
    }
  }
}
