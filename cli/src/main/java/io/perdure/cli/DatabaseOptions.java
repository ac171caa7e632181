package io.perdure.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which database a command works on: as the command line says, or else the environment, or else a
 * properties file.
 */
final class DatabaseOptions {
  private final Console console;

  @Mixin private final Credentials credentials = new Credentials();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A properties file with any of sqlite, postgres, schema, user, password and password-file (or the",
        "variable PERDURE_CONFIG). The command line and the environment go before it."
      })
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--sqlite",
      paramLabel = "FILE",
      description = "An SQLite file (or the variable PERDURE_SQLITE).")
  private Optional<Path> sqlite = Optional.empty();

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description = {
        "A Postgres database, jdbc:postgresql://host:port/database (or the variable PERDURE_POSTGRES)."
      })
  private Optional<String> postgres = Optional.empty();

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = {
        "The Postgres schema of the tables (or the variable PERDURE_SCHEMA); perdure unless given."
      })
  private Optional<String> schema = Optional.empty();

  DatabaseOptions(Console console) {
    this.console = console;
  }

  /** The database that was named. */
  Target target() {
    return StoreOptions.usable(this::named);
  }

  private Target named() {
    if (postgres.filter(Secrets::in).isPresent()) {
      throw CommandException.usage(
          "a password does not belong on the command line, where others can see it; set PERDURE_PASSWORD");
    }
    Settings settings = Settings.of(console, config);
    Optional<Target> named =
        target(sqlite, postgres, settings)
            .or(() -> target(settings, Settings.Layer.ENVIRONMENT))
            .or(() -> target(settings, Settings.Layer.FILE));
    return named.orElseThrow(DatabaseOptions::nameOne);
  }

  private Optional<Target> target(Settings settings, Settings.Layer layer) {
    return target(
        settings.find(layer, Settings.SQLITE).map(Path::of),
        settings.find(layer, Settings.POSTGRES),
        settings);
  }

  /** What one place names; whatever it names hides what a later place does. */
  private Optional<Target> target(Optional<Path> file, Optional<String> url, Settings settings) {
    if (file.isPresent() && url.isPresent()) {
      throw nameOne();
    }
    return file.map(this::sqlite).or(() -> url.map(address -> postgres(address, settings)));
  }

  private static CommandException nameOne() {
    return CommandException.usage(
        "name one database: --sqlite FILE or --postgres URL (or PERDURE_SQLITE or PERDURE_POSTGRES, or in the"
            + " file that --config names)");
  }

  private Target sqlite(Path file) {
    if (schema.isPresent()) {
      throw CommandException.usage("--schema is for Postgres; an SQLite file has none");
    }
    if (file.toString().contains("?")) {
      throw CommandException.usage("the file's name must not contain '?': " + file);
    }
    return new Target.Sqlite(file);
  }

  private Target postgres(String url, Settings settings) {
    return new Target.Postgres(
        url,
        schema.or(() -> settings.find(Settings.SCHEMA)),
        credentials.resolve(console, settings));
  }
}
