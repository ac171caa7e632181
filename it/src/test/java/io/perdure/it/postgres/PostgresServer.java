package io.perdure.it.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one Postgres server of this process, started when it is first asked for. {@value #KIND}
 * forces {@code url}, {@code testcontainers} or {@code embedded}; otherwise it is the first of
 * these that can be had. Thread-safe.
 */
public final class PostgresServer {
  /** Names the system property that forces where the server comes from. */
  public static final String KIND = "perdure.postgres";

  /** Names the system property with the JDBC URL of a server: a user that may create databases. */
  public static final String URL = "perdure.postgres.url";

  /** Names the system property with the image for Testcontainers. */
  public static final String IMAGE = "perdure.postgres.image";

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Address address;

  private PostgresServer(Address address) {
    this.address = address;
  }

  /**
   * Where a server is.
   *
   * @param what the kind and the image or binary, for people
   * @param host where it listens, with the port: {@code host:port}
   * @param user who may create databases
   * @param password of that user
   */
  record Address(String what, String host, String user, String password) {
    String jdbcUrl(String database) {
      return "jdbc:postgresql://%s/%s?user=%s&password=%s"
          .formatted(host, database, encoded(user), encoded(password));
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }

  private static final class Running {
    static final PostgresServer SERVER = start();
  }

  /**
   * The server.
   *
   * @throws IllegalStateException if none can be had; the message is one line and says how to get
   *     one
   */
  public static PostgresServer running() {
    try {
      return Running.SERVER;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new IllegalStateException(Sources.reason(e), e);
    }
  }

  private static PostgresServer start() {
    PostgresServer server = new PostgresServer(Sources.first());
    System.out.println(
        "Postgres for the tests: " + server.address.what() + ", " + server.version());
    return server;
  }

  private String version() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("select version()")) {
      version.next();
      return version.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(
          address.what() + " does not answer: " + e.getMessage() + "; see -D" + KIND, e);
    }
  }

  /**
   * Makes an empty database whose default collation is not C (ICU, en-US).
   *
   * @param prefix begins its name: lower case letters and underscores
   * @return its name
   */
  public String createDatabase(String prefix) throws SQLException {
    return create(prefix, "template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US'");
  }

  /**
   * Makes a copy of a database that nobody is connected to.
   *
   * @param prefix begins its name: lower case letters and underscores
   * @return its name
   */
  public String copyDatabase(String prefix, String template) throws SQLException {
    return create(prefix, template);
  }

  private String create(String prefix, String template) throws SQLException {
    String name = prefix + "_" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
    execute("postgres", "create database " + name + " template " + template);
    return name;
  }

  /** What is set for every session of that database, as one text; empty if nothing is. */
  public String settings(String name) throws SQLException {
    return text(
        "postgres",
        """
        select coalesce(string_agg(s.setrole || ':' || s.setconfig::text, ' ' order by s.setrole), '')
        from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
        where d.datname = '%s'
        """
            .formatted(name));
  }

  /**
   * Ends every session in that database, and drops every schema that a test can have made there.
   */
  public void emptyDatabase(String name) throws SQLException {
    execute(
        "postgres",
        "select pg_terminate_backend(pid, 30000) from pg_stat_activity where datname = '"
            + name
            + "'"); // with a time-out it waits until they are gone, an autovacuum among them
    execute(
        name,
        """
        set search_path = pg_catalog;
        do $$
        declare made name;
        begin
          for made in select nspname from pg_namespace
            where nspname <> all (array['public', 'evil', 'information_schema'])
              and not starts_with(nspname, 'pg_')
          loop
            execute format('drop schema %I cascade', made);
          end loop;
        end $$;
        drop schema public cascade;
        create schema public authorization pg_database_owner;
        grant usage on schema public to public;
        """);
  }

  private String text(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Removes a database, whoever is connected to it. */
  public void dropDatabase(String name) throws SQLException {
    execute("postgres", "drop database if exists " + name + " with (force)");
  }

  /** Runs statements in that database. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The JDBC URL of that database, with user and password. */
  public String jdbcUrl(String database) {
    return address.jdbcUrl(database);
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(database) + "&options=-c%20default_transaction_read_only=off");
  }
}
