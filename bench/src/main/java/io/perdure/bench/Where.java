package io.perdure.bench;

import io.perdure.bench.places.Backend;
import io.perdure.bench.places.PostgresBackend;
import io.perdure.bench.places.SqliteBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say on which databases it is measured. */
final class Where {
  private enum Kind {
    SQLITE,
    POSTGRES
  }

  @Option(
      names = "--only",
      paramLabel = "sqlite|postgres",
      description = "One database only; both unless given.")
  private Optional<Kind> only = Optional.empty();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "Where SQLite's files are made, and deleted at the end; that of temporary files unless given.")
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description = {
        "A server of yours, in schemas that are dropped at the end: jdbc:postgresql://host:port/name; user and",
        "password are the variables PERDURE_USER and PERDURE_PASSWORD. Unless given one is started for the run."
      })
  private Optional<String> postgres = Optional.empty();

  /** Where SQLite's files are made. */
  Path folder() {
    return folder;
  }

  /** What is done on each database. */
  interface Run {
    boolean on(Backend backend);
  }

  /** Runs it on each of them, and answers whether it was right on all. */
  boolean run(Run run) throws IOException {
    boolean right = true;
    check();
    for (Kind kind : kinds()) {
      try (Backend backend = backend(kind)) {
        right &= run.on(backend);
      }
    }
    return right;
  }

  private Set<Kind> kinds() {
    return only.map(EnumSet::of).orElse(EnumSet.allOf(Kind.class));
  }

  /** Looks at all of them before any is measured. */
  void check() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BenchException("--folder " + folder + " is no folder");
    }
    if (postgres.isPresent()) {
      if (!kinds().contains(Kind.POSTGRES)) {
        throw new BenchException("--postgres is for nothing with --only sqlite");
      }
      try (Backend server = backend(Kind.POSTGRES)) {
        server.title();
      }
    }
  }

  private Backend backend(Kind kind) throws IOException {
    if (kind == Kind.SQLITE) {
      return SqliteBackend.in(folder);
    }
    if (postgres.isEmpty()) {
      return PostgresBackend.embedded();
    }
    String url = postgres.get();
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new BenchException("name a database: --postgres jdbc:postgresql://host:port/database");
    }
    if (url.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new BenchException(
          "a password does not belong on the command line, where others can see it; set"
              + " PERDURE_USER and PERDURE_PASSWORD");
    }
    Map<String, String> environment = System.getenv();
    return PostgresBackend.at(
        url,
        environment.getOrDefault("PERDURE_USER", ""),
        environment.getOrDefault("PERDURE_PASSWORD", ""));
  }
}
