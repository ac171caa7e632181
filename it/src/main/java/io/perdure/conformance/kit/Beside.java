package io.perdure.conformance.kit;

import io.perdure.Perdure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A plain connection to a store's database, beside the store and in a session without surprises: to
 * look into it, or to spoil it. Not thread-safe.
 */
public final class Beside {
  private static final List<String> PEACE =
      List.of(
          "set search_path = pg_catalog",
          "set default_transaction_read_only = off",
          "set default_transaction_isolation = 'read committed'",
          "set default_transaction_deferrable = off",
          "set standard_conforming_strings = on");

  private final Connection connection;

  private Beside(Connection connection) {
    this.connection = connection;
  }

  /** Beside the database's own engine, which is opened if it is not. */
  public static Beside of(Database database) throws SQLException {
    return of(database, database.perdure());
  }

  /** Beside that engine, which has the database open; closed after the test. */
  public static Beside of(Database database, Perdure perdure) throws SQLException {
    if (database.backend().capabilities().contains(Capability.EMBEDDED)) {
      return new Beside(
          database.closing(DriverManager.getConnection("jdbc:sqlite:" + file(perdure))));
    }
    return server(database);
  }

  /** Beside whatever there is in a server's database, without an engine. */
  public static Beside server(Database database) throws SQLException {
    Beside beside = new Beside(database.connect());
    for (String setting : PEACE) {
      beside.execute(setting);
    }
    return beside;
  }

  /** The file of an engine on SQLite. */
  public static String file(Perdure perdure) throws SQLException {
    try (Connection own = perdure.dataSource().getConnection()) {
      return texts(own, "select file from pragma_database_list where name = 'main'").get(0);
    }
  }

  /** The connection itself. */
  public Connection connection() {
    return connection;
  }

  /** Whether the database is on a server. */
  public boolean isServer() throws SQLException {
    return url().startsWith("jdbc:postgresql:");
  }

  /** Its address. */
  public String url() throws SQLException {
    return connection.getMetaData().getURL();
  }

  /** The name with the schema of the store, where there are schemas. */
  public String name(String name) throws SQLException {
    return isServer() ? "perdure." + name : name;
  }

  /** How many events are committed, of all namespaces. */
  public long events() throws SQLException {
    return number("select count(*) from " + name("perdure_event"));
  }

  /** Runs a statement, in a transaction of its own unless one was begun. */
  public void execute(String sql) throws SQLException {
    execute(connection, sql);
  }

  /** The one number that a query answers. */
  public long number(String sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  /** The one text that a query answers. */
  public String text(String sql) throws SQLException {
    return texts(sql).get(0);
  }

  /** The first column of what a query answers. */
  public List<String> texts(String sql) throws SQLException {
    return texts(connection, sql);
  }

  /** Runs statements on an SQLite file that no engine needs to know. */
  public static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (String statement : statements) {
        execute(connection, statement);
      }
    }
  }

  /** The first column of what a query answers on an SQLite file that no engine needs to know. */
  public static List<String> texts(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return texts(connection, sql);
    }
  }

  /** Runs a statement on that connection. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what a query answers on that connection. */
  public static List<String> texts(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
