package io.perdure.schema;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * One database of a test, by its JDBC URL.
 *
 * @param jdbcUrl with user and password
 */
record Place(String jdbcUrl) {
  private static final String SYNTHETIC = "io/perdure/schema/synthetic/";

  private static final List<Change> NOTES =
      List.of(
          new Change(1, "store-tables", 1, 1, false),
          new Change(2, "notes", 1, 1, false),
          new Change(3, "notes-by-word", 1, 1, true));

  private static final List<Change> REWRITING =
      Stream.concat(
              NOTES.stream(),
              Stream.of(
                  new Change(4, "notes-author", 1, 1, false),
                  new Change(5, "notes-rewritten", 1, 5, false)))
          .toList();

  /** The changelogs of these tests, by name. */
  static final Map<String, Changelog> CHANGELOGS =
      Map.of(
          "own", Changelog.own(),
          "liquibase", new Changelog(Changelog.PATH, Changelog.own().changes(), false),
          "synthetic", new Changelog(SYNTHETIC + "changelog.xml", NOTES, false),
          "rewriting", new Changelog(SYNTHETIC + "rewriting.xml", REWRITING, false));

  static Changelog changelog(String name) {
    Changelog changelog = CHANGELOGS.get(name);
    if (changelog == null) {
      throw new IllegalArgumentException(name);
    }
    return changelog;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl);
  }

  /** Hands out connections as they come. */
  interface Opener {
    Connection open() throws SQLException;
  }

  static DataSource dataSource(Opener opener) {
    return (DataSource)
        Proxy.newProxyInstance(
            Place.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getConnection")) {
                return opener.open();
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  StoreSchema schema() {
    return StoreSchema.on(dataSource(this::connect));
  }

  StoreSchema schema(String changelog) {
    return schema().changelog(changelog(changelog));
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect()) {
      for (String statement : statements) {
        Sql.execute(connection, statement);
      }
    }
  }

  /** The first column of each row. */
  List<String> query(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return Sql.query(connection, sql, row -> String.valueOf(row.getString(1)));
    }
  }

  Catalog catalog() throws SQLException {
    try (Connection connection = connect()) {
      return schema().migrator(connection).catalog(connection);
    }
  }
}
