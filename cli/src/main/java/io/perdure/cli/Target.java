package io.perdure.cli;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.schema.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** The database that a command works on. */
sealed interface Target {
  /** How its store is opened. */
  OpenOptions<?> options();

  /**
   * Whether there is something to connect to; connecting to an SQLite file that is not there makes
   * it.
   */
  boolean exists();

  /** A new connection to it. */
  Connection connect() throws SQLException;

  /** Its schema, over a connection of its own. */
  StoreSchema schema(Connection connection);

  /**
   * An SQLite file.
   *
   * @param file its path
   */
  record Sqlite(Path file) implements Target {
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
      return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Override
    public StoreSchema schema(Connection connection) {
      return StoreSchema.on(connection);
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
   * @param user who connects, if it is said
   * @param password of the user, possibly empty
   */
  record Postgres(String url, Optional<String> schema, Optional<String> user, String password)
      implements Target {
    @Override
    public OpenOptions<?> options() {
      PostgresOptions options = Perdure.postgres(url);
      schema.ifPresent(options::schema);
      user.ifPresent(name -> options.credentials(name, password));
      return options;
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public Connection connect() throws SQLException {
      Properties properties = new Properties();
      user.ifPresent(
          name -> {
            properties.setProperty("user", name);
            properties.setProperty("password", password);
          });
      return DriverManager.getConnection(url, properties);
    }

    @Override
    public StoreSchema schema(Connection connection) {
      StoreSchema usual = StoreSchema.on(connection);
      return schema.map(usual::schema).orElse(usual);
    }

    /** The URL; passwords are the environment's, and masked where they are printed. */
    @Override
    public String toString() {
      return url;
    }
  }
}
