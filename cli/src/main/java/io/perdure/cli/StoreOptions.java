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

  StoreOptions(Console console) {
    this.database = new DatabaseOptions(console);
  }

  /** How the database is opened. */
  OpenOptions<?> door() {
    return usable(() -> database.target().options());
  }

  /** Opens the database for reading. */
  PerdureReader openReadOnly() {
    return door().openReadOnly();
  }

  /** The store of the namespace that was named. */
  Store of(Perdure open) {
    return usable(() -> open.namespace(namespace));
  }

  /** The same, for reading. */
  StoreReader of(PerdureReader open) {
    return usable(() -> open.namespace(namespace));
  }

  /** What was named on the command line, unless the store's own types refuse it. */
  static <T> T usable(Supplier<T> named) {
    try {
      return named.get();
    } catch (IllegalArgumentException unusable) {
      throw CommandException.usage(String.valueOf(unusable.getMessage()));
    }
  }
}
