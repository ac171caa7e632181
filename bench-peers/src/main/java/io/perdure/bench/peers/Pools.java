package io.perdure.bench.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.perdure.bench.work.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections for libraries that take a pool, with durability on. */
public final class Pools {
  private static final String BUSY_MILLIS = "60000";

  private Pools() {}

  /**
   * A pool, to be closed by who asked for it.
   *
   * @param connections how many on Postgres; on SQLite it is one, which they wait for in turns:
   *     more would wait for its lock, and sleep meanwhile
   */
  public static HikariDataSource of(Database database, int connections) {
    HikariConfig config = config(database);
    config.setMaximumPoolSize(database.kind() == Database.Kind.SQLITE ? 1 : connections);
    return new HikariDataSource(config);
  }

  /** Lets Postgres clear up a table that was filled, and its planner look at it. */
  public static void settle(Database database, String table) {
    if (database.kind() == Database.Kind.POSTGRES) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("vacuum (analyze) " + table);
      } catch (SQLException e) {
        throw new PeerException(e);
      }
    }
  }

  /** What a pool is made from, for who sets more. */
  public static HikariConfig config(Database database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    database
        .credentials()
        .forEach((name, value) -> config.addDataSourceProperty((String) name, value));
    config.setConnectionTimeout(Long.parseLong(BUSY_MILLIS));
    if (database.kind() == Database.Kind.SQLITE) {
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
      config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
      config.addDataSourceProperty("busy_timeout", BUSY_MILLIS);
    }
    return config;
  }
}
