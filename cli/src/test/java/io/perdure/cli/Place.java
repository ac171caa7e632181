package io.perdure.cli;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A database that commands are run on. There is one of each kind for all tests of this process, so
 * that a test takes a namespace of its own: an SQLite file, and a schema on the Postgres that
 * {@code -Dperdure.postgres.url} names, or else on an embedded one.
 *
 * @param kind for people
 * @param door begins to open it
 * @param environment names it to a command
 * @param options name it to a command
 */
record Place(
    String kind,
    Supplier<OpenOptions<?>> door,
    Map<String, String> environment,
    List<String> options) {
  private static final class Made {
    static final List<Place> PLACES = List.of(sqlite(), postgres());
  }

  /** One of each kind. */
  static Stream<Place> all() {
    return Made.PLACES.stream();
  }

  /** Opens it for writing; on SQLite no command can run until it is closed. */
  Perdure open() {
    return door.get().migrateOnOpen().open();
  }

  /** Runs a command on it. */
  Cli.Answer run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(options);
    arguments.addAll(List.of(more));
    return new Cli(environment).run(arguments.toArray(String[]::new));
  }

  private static Place sqlite() {
    try {
      Path folder = Files.createTempDirectory("perdure-cli-tests-");
      Path file = folder.resolve("store.db");
      atTheEnd(
          () -> {
            Stream.of("", "-wal", "-shm")
                .forEach(suffix -> folder.resolve("store.db" + suffix).toFile().delete());
            folder.toFile().delete();
          });
      return migrated(
          new Place(
              "SQLite",
              () -> Perdure.sqlite(file),
              Map.of("PERDURE_SQLITE", file.toString()),
              List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Place postgres() {
    String schema = "perdure_cli_tests_" + ProcessHandle.current().pid();
    Optional<String> given = Optional.ofNullable(System.getProperty("perdure.postgres.url"));
    given.ifPresent(url -> atTheEnd(() -> drop(url, schema)));
    Map<String, String> environment =
        given.map(url -> Map.of("PERDURE_POSTGRES", url)).orElseGet(Place::embedded);
    return migrated(
        new Place(
            "Postgres", () -> door(environment, schema), environment, List.of("--schema", schema)));
  }

  @SuppressWarnings("MustBeClosedChecker") // it lives as long as this process
  private static Map<String, String> embedded() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      return Map.of(
          "PERDURE_POSTGRES",
          "jdbc:postgresql://" + server.address() + "/postgres",
          "PERDURE_USER",
          EmbeddedPostgres.USER,
          "PERDURE_PASSWORD",
          server.password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PostgresOptions door(Map<String, String> environment, String schema) {
    PostgresOptions door =
        Perdure.postgres(environment.getOrDefault("PERDURE_POSTGRES", "")).schema(schema);
    Optional.ofNullable(environment.get("PERDURE_USER"))
        .ifPresent(
            user -> door.credentials(user, environment.getOrDefault("PERDURE_PASSWORD", "")));
    return door;
  }

  private static Place migrated(Place place) {
    place.open().close();
    return place;
  }

  private static void drop(String url, String schema) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void atTheEnd(Runnable work) {
    Runtime.getRuntime().addShutdownHook(new Thread(work));
  }

  @Override
  public String toString() {
    return kind;
  }
}
