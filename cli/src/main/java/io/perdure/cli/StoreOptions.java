package io.perdure.cli;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.store.Store;
import io.perdure.store.StoreReader;
import java.util.function.Supplier;
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

  /** The store of the namespace that was named. */
  Store of(Perdure open) {
    return usable(() -> open.namespace(namespace));
  }

  /** The same, for reading. */
  StoreReader of(PerdureReader open) {
    return usable(() -> open.namespace(namespace));
  }

  private OpenOptions<?> options() {
    return usable(
        () -> {
          OpenOptions<?> options = database.target().options();
          return migrate ? options.migrateOnOpen() : options;
        });
  }

  private static <T> T usable(Supplier<T> named) {
    try {
      return named.get();
    } catch (IllegalArgumentException unusable) {
      throw CommandException.usage(String.valueOf(unusable.getMessage()));
    }
  }
}
