package io.perdure.cli;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.schema.Database;
import io.perdure.schema.OwnerOnly;
import io.perdure.schema.SqliteHeader;
import io.perdure.schema.StoreSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;

/** The database that a command works on. */
sealed interface Target {
  /** Which kind it is. */
  Database database();

  /** How its store is opened. */
  OpenOptions<?> options();

  /**
   * Whether there is something to connect to; connecting to an SQLite file that is not there makes
   * it.
   */
  boolean exists();

  /** A new connection to it. */
  Connection connect() throws SQLException;

  /** A new connection that changes nothing, for which a right to read is enough. */
  Connection look() throws SQLException;

  /** Its schema, over connections of that source. */
  StoreSchema schema(DataSource connections);

  /** Its schema, to be changed. */
  default StoreSchema schemaToChange() {
    return usable(this::connect);
  }

  /** Its schema, to be looked at. */
  default StoreSchema schemaToLookAt() {
    return usable(this::look);
  }

  private StoreSchema usable(Opener.Opening opening) {
    return StoreOptions.usable(() -> schema(Opener.dataSource(opening)));
  }

  /**
   * An SQLite file.
   *
   * @param file its path
   */
  record Sqlite(Path file) implements Target {
    /** Whoever waits longer asks again, and counts the time itself. */
    private static final int BUSY_MILLIS = 100;

    /** SQLite's codes for a file that is damaged or no database. */
    private static final Set<Integer> NO_DATABASE = Set.of(11, 26);

    @Override
    public Database database() {
      return Database.SQLITE;
    }

    @Override
    public OpenOptions<?> options() {
      return Perdure.sqlite(file);
    }

    @Override
    public boolean exists() {
      return Files.exists(file);
    }

    @Override
    public Connection connect() throws SQLException {
      prepare();
      Properties properties = new Properties();
      properties.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
      return ours(readable(DriverManager.getConnection("jdbc:sqlite:" + file, properties)));
    }

    /** That connection, unless the file says that it is another application's. */
    private Connection ours(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("pragma application_id")) {
        Optional<String> anothers = SqliteHeader.anothers(file, row.next() ? row.getLong(1) : 0);
        if (anothers.isPresent()) {
          connection.close();
          throw CommandException.failed(anothers.get());
        }
        return connection;
      } catch (SQLException inUse) {
        return connection; // whoever works on it waits for that
      }
    }

    /** That connection, if the file is a database; SQLite does not say which file it means. */
    private Connection readable(Connection connection) throws SQLException {
      Optional<String> tooShort = SqliteHeader.tooShort(file);
      if (tooShort.isPresent()) {
        connection.close();
        throw new SQLException(tooShort.get());
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma schema_version");
        return connection;
      } catch (SQLException e) {
        if (!NO_DATABASE.contains(e.getErrorCode())) {
          return connection; // it is in use, which whoever works on it waits for
        }
        connection.close();
        throw new SQLException(file + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
      }
    }

    private void prepare() {
      try {
        OwnerOnly.prepare(file);
      } catch (IOException e) {
        // SQLite, which cannot make it either, says why.
      }
    }

    /**
     * Where nothing can be written, not even the index of the log, a file without a log is read as
     * one that nobody changes.
     */
    @Override
    public Connection look() throws SQLException {
      String url = "jdbc:sqlite:" + file.toAbsolutePath().toUri();
      Connection connection = DriverManager.getConnection(url + "?mode=ro");
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma schema_version");
        return connection;
      } catch (SQLException e) {
        connection.close();
        if (Path.of(file + "-wal").toFile().length() > 0) {
          throw e;
        }
        return readable(DriverManager.getConnection(url + "?mode=ro&immutable=1"));
      }
    }

    @Override
    public StoreSchema schema(DataSource connections) {
      return StoreSchema.on(connections);
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /**
   * A schema of a Postgres database.
   *
   * @param url its JDBC URL
   * @param schema the schema's name; the usual one if empty
   * @param who connects
   */
  record Postgres(String url, Optional<String> schema, Credentials.Who who) implements Target {
    @Override
    public Database database() {
      return Database.POSTGRES;
    }

    @Override
    public OpenOptions<?> options() {
      PostgresOptions options = Perdure.postgres(url);
      schema.ifPresent(options::schema);
      who.user().ifPresent(name -> options.credentials(name, who.password()));
      return options;
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public Connection connect() throws SQLException {
      if (!url.startsWith("jdbc:postgresql:")) {
        throw CommandException.usage("the URL of a Postgres database begins with jdbc:postgresql:");
      }
      StoreOptions.usable(() -> Perdure.postgres(url));
      Properties properties = new Properties();
      // A detail of the server shows the values of a row that was refused.
      properties.setProperty("logServerErrorDetail", "false");
      who.user()
          .ifPresent(
              name -> {
                properties.setProperty("user", name);
                properties.setProperty("password", who.password());
              });
      return DriverManager.getConnection(url, properties);
    }

    @Override
    public Connection look() throws SQLException {
      return connect();
    }

    @Override
    public StoreSchema schema(DataSource connections) {
      StoreSchema usual = StoreSchema.on(connections);
      return schema.map(usual::schema).orElse(usual);
    }

    /** The URL; passwords in it are masked where it is printed. */
    @Override
    public String toString() {
      return url;
    }
  }
}
