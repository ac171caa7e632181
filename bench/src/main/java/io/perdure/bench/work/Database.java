package io.perdure.bench.work;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where one entrant works: an SQLite file, or a schema of a Postgres server, which nobody else uses
 * and which is deleted after it.
 *
 * @param kind what it is
 * @param url for JDBC; on Postgres it names the schema as {@code currentSchema}, which exists and
 *     is empty, and on SQLite a file that does not exist yet
 * @param user who connects; empty on SQLite, or if the URL or the server says who
 * @param password of the user
 * @param schema on Postgres; empty on SQLite
 */
public record Database(Kind kind, String url, String user, String password, String schema) {
  /** A database system. */
  public enum Kind {
    SQLITE,
    POSTGRES
  }

  /** A connection as the driver gives it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, credentials());
  }

  /** The user and the password, as drivers take them; nothing if there is no user. */
  public Properties credentials() {
    Properties credentials = new Properties();
    if (!user.isEmpty()) {
      credentials.setProperty("user", user);
      credentials.setProperty("password", password);
    }
    return credentials;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Database[" + url + "]";
  }
}
