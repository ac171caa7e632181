package io.perdure.cli;

import io.perdure.PerdureReader;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.StoreReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store a list is of, how much of it is printed, and how. */
final class ListOptions {
  private final Console console;

  @Mixin private final StoreOptions store;

  @Option(
      names = "--json",
      description = "Print one JSON object with one array, an entry on each line.")
  private boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Print at most so many; all unless given.")
  private long limit = Long.MAX_VALUE;

  ListOptions(Console console) {
    this.console = console;
    this.store = new StoreOptions(console);
  }

  /**
   * Prints a list of the store that was named.
   *
   * @param name of the array in JSON
   */
  <T> int print(
      String name,
      List<Column<T>> columns,
      Function<StoreReader, Function<PageRequest, Page<T>>> list)
      throws IOException {
    if (limit < 1) {
      throw CommandException.usage("limit must be at least 1, not " + limit);
    }
    try (PerdureReader open = store.openReadOnly()) {
      Iterator<T> entries = Pages.of(list.apply(store.of(open)), limit);
      OutputStream out = console.out();
      if (json) {
        new JsonArray<>(name, columns).print(entries, out);
      } else {
        new Table<>(columns).print(entries, out);
      }
      out.flush();
    }
    return 0;
  }
}
