package io.perdure.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which database a command works on; passwords come from the environment only. */
final class DatabaseOptions {
  private final Console console;

  @Option(
      names = "--sqlite",
      paramLabel = "FILE",
      description = "An SQLite file (or the variable PERDURE_SQLITE).")
  private Optional<Path> sqlite = Optional.empty();

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description = {
        "A Postgres database, jdbc:postgresql://host:port/database (or the variable PERDURE_POSTGRES).",
        "User and password are the variables PERDURE_USER and PERDURE_PASSWORD."
      })
  private Optional<String> postgres = Optional.empty();

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The Postgres schema of the tables; perdure unless given.")
  private Optional<String> schema = Optional.empty();

  DatabaseOptions(Console console) {
    this.console = console;
  }

  /** The database that was named. */
  Target target() {
    if (postgres.filter(Secrets::in).isPresent()) {
      throw CommandException.usage(
          "a password does not belong on the command line, where others can see it; set PERDURE_PASSWORD");
    }
    boolean named = sqlite.isPresent() || postgres.isPresent();
    Optional<Path> file = named ? sqlite : variable("PERDURE_SQLITE").map(Path::of);
    Optional<String> url = named ? postgres : variable("PERDURE_POSTGRES");
    if (file.isPresent() == url.isPresent()) {
      throw CommandException.usage(
          "name one database: --sqlite FILE or --postgres URL (or PERDURE_SQLITE or PERDURE_POSTGRES)");
    }
    return file.isPresent() ? sqlite(file.get()) : postgres(url.orElseThrow());
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

  private Target postgres(String url) {
    Optional<String> user = variable("PERDURE_USER");
    Optional<String> password = variable("PERDURE_PASSWORD");
    if (user.isEmpty() && password.isPresent()) {
      throw CommandException.usage("PERDURE_PASSWORD is set, but PERDURE_USER is not");
    }
    return new Target.Postgres(url, schema, user, password.orElse(""));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(console.environment().get(name)).filter(value -> !value.isEmpty());
  }
}
