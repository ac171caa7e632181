package io.perdure.cli;

import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of one test without a schema: a file that does not exist, or a schema's name on the
 * Postgres of all tests.
 *
 * @param kind {@code sqlite} or {@code postgres}
 * @param environment names it to a command
 * @param schema its name on Postgres; empty on SQLite
 */
record Fresh(String kind, Map<String, String> environment, String schema) {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  /** The last change of the changelog, which {@link #makeOlder} takes away. */
  static final String LAST = "tasks-readable";

  static Fresh of(Place place, Path folder) {
    int number = NUMBERS.incrementAndGet();
    if (place.kind().equals("SQLite")) {
      Path file = folder.resolve("store-" + number + ".db");
      return new Fresh("sqlite", Map.of("PERDURE_SQLITE", file.toString()), "");
    }
    String schema = place.options().get(1) + "_" + number;
    Map<String, String> environment = new HashMap<>(place.environment());
    environment.put("PERDURE_SCHEMA", schema);
    return new Fresh("postgres", environment, schema);
  }

  boolean isSqlite() {
    return kind.equals("sqlite");
  }

  Path file() {
    return Path.of(environment.get("PERDURE_SQLITE"));
  }

  /** Opens it for writing. */
  Perdure open() {
    if (isSqlite()) {
      return Perdure.sqlite(file()).migrateOnOpen().open();
    }
    PostgresOptions door = Perdure.postgres(value("PERDURE_POSTGRES")).schema(schema);
    if (environment.containsKey("PERDURE_USER")) {
      door.credentials(value("PERDURE_USER"), value("PERDURE_PASSWORD"));
    }
    return door.migrateOnOpen().open();
  }

  private String value(String variable) {
    return environment.getOrDefault(variable, "");
  }

  Cli.Answer run(String... arguments) {
    return new Cli(environment).run(arguments);
  }

  /** The table's name with what stands before it. */
  String table(String name) {
    return (isSqlite() ? "" : schema + ".") + name;
  }

  Connection connect() throws SQLException {
    if (isSqlite()) {
      return DriverManager.getConnection("jdbc:sqlite:" + file());
    }
    Properties properties = new Properties();
    if (environment.containsKey("PERDURE_USER")) {
      properties.setProperty("user", environment.get("PERDURE_USER"));
      properties.setProperty("password", environment.get("PERDURE_PASSWORD"));
    }
    return DriverManager.getConnection(environment.get("PERDURE_POSTGRES"), properties);
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Runs a printed script, as psql and sqlite3 do. */
  void executeScript(String script) throws SQLException {
    execute(
        Arrays.stream(script.split(";\n", -1)).filter(s -> !s.isBlank()).toArray(String[]::new));
  }

  /** Each row's columns, in one line. */
  List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          line.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        lines.add(line.toString());
      }
      return lines;
    }
  }

  /** Takes the last change away again. */
  void makeOlder() throws SQLException {
    execute(
        "drop view " + table("perdure_task_readable"),
        "delete from " + table("perdure_schema") + " where change = '" + LAST + "'",
        "delete from "
            + table("perdure_changelog")
            + " where id in ('"
            + LAST
            + "', '"
            + LAST
            + "-postgres')");
  }

  /** Notes down a change that this build does not know. */
  void makeNewer(long minReader, long minWriter) throws SQLException {
    execute(
        "insert into %s (version, change, min_reader, min_writer) values (100, 'later', %d, %d)"
            .formatted(table("perdure_schema"), minReader, minWriter));
  }
}
