package io.perdure.cli;

import static io.perdure.cli.Column.number;
import static io.perdure.cli.Column.optionalText;
import static io.perdure.cli.Column.text;
import static io.perdure.cli.Column.time;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.perdure.store.packages.PackagesReader;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StoredPackage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints deployed packages, or where types are routed. */
@Command(
    name = "packages",
    description = {
      "Prints the versions of packages, the one that was deployed first first, each with the types that are",
      "routed to it; or with --routes each type with its version, and what that is stored as."
    })
final class PackagesCommand implements Callable<Integer> {
  private static final List<Column<Version>> VERSIONS =
      List.of(
          time("DEPLOYED", version -> version.stored().deployed().deployedAt()),
          text("TYPE", version -> version.stored().type()),
          text("HASH", version -> version.stored().hash()),
          number("BYTES", version -> version.stored().length()),
          optionalText("ROUTED", Version::routed));

  private static final List<Column<Routed>> ROUTES =
      List.of(
          text("TYPE", routed -> routed.route().type()),
          text("HASH", routed -> routed.route().hash()),
          optionalText("STORED AS", Routed::stored));

  @Mixin private final ListOptions options;

  @Option(names = "--routes", description = "Print where types are routed.")
  private boolean routes;

  PackagesCommand(Console console) {
    this.options = new ListOptions(console);
  }

  /** A version, and the types that are routed to it, if any. */
  private record Version(StoredPackage stored, Optional<String> routed) {}

  /** A route, and the types as which its version is stored, if it is. */
  private record Routed(Route route, Optional<String> stored) {}

  @Override
  public Integer call() throws IOException {
    if (routes) {
      return options.print(
          "routes",
          ROUTES,
          store -> {
            Map<String, String> types = storedTypes(store.packages());
            return page ->
                Pages.map(
                    store.packages().routes(page),
                    route -> new Routed(route, Optional.ofNullable(types.get(route.hash()))));
          });
    }
    return options.print(
        "packages",
        VERSIONS,
        store -> {
          Map<String, String> types = routedTypes(store.packages());
          return page ->
              Pages.map(
                  store.packages().list(page),
                  stored -> new Version(stored, Optional.ofNullable(types.get(stored.hash()))));
        });
  }

  private static Map<String, String> routedTypes(PackagesReader packages) {
    return Pages.all(packages::routes)
        .collect(groupingBy(Route::hash, mapping(Route::type, joining(", "))));
  }

  private static Map<String, String> storedTypes(PackagesReader packages) {
    return Pages.all(packages::list)
        .collect(groupingBy(StoredPackage::hash, mapping(StoredPackage::type, joining(", "))));
  }
}
