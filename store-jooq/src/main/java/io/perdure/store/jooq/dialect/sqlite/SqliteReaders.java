package io.perdure.store.jooq.dialect.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.jooq.engine.Attempt;
import io.perdure.store.jooq.engine.Work;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sqlite.SQLiteConnection;

/**
 * The connections that read: opened read-only, not blocked by the writer, each with its statements.
 */
final class SqliteReaders {
  private static final long SHORTEST_WAIT_MILLIS = 250;

  private final HikariDataSource pool;
  private final Statements statements;
  private final LongSupplier clock;
  private final Map<SQLiteConnection, SqliteStatements> caches = new ConcurrentHashMap<>();

  SqliteReaders(
      SqliteConnections connections,
      int size,
      Duration wait,
      Statements statements,
      LongSupplier clock) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(connections.reading());
    config.setPoolName("perdure-sqlite-readers");
    config.setReadOnly(true);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setIdleTimeout(0);
    config.setMaxLifetime(0);
    config.setKeepaliveTime(0);
    config.setConnectionTimeout(Math.max(SHORTEST_WAIT_MILLIS, wait.toMillis()));
    this.statements = statements;
    this.clock = clock;
    try {
      this.pool = new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new StoreFailureException("the file cannot be read: " + e.getMessage(), e);
    }
  }

  /** Runs the work on a reader, each statement a read of its own. */
  <T, X extends Exception> T read(Work<T, X> work) throws X {
    Connection connection = connection();
    try {
      return Attempt.run(session(connection), work);
    } finally {
      giveBack(connection);
    }
  }

  /** Runs the work on a reader, in one read transaction. */
  <T, X extends Exception> T snapshot(Work<T, X> work) throws X {
    Connection connection = connection();
    try {
      return Attempt.run(session(connection), session -> SqliteSnapshot.run(session, work));
    } finally {
      giveBack(connection);
    }
  }

  private Session session(Connection connection) {
    try {
      SQLiteConnection own = connection.unwrap(SQLiteConnection.class);
      SqliteStatements cache = caches.computeIfAbsent(own, any -> new SqliteStatements());
      return new Session(own, statements, cache, clock);
    } catch (SQLException e) {
      throw new IllegalStateException("the pool gave a connection of another driver", e);
    }
  }

  private Connection connection() {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreInterruptedException();
    }
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      if (pool.isClosed()) {
        throw new StoreClosedException();
      }
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new StoreInterruptedException();
      }
      throw new StoreBusyException("no connection for reading became free in time", e);
    }
  }

  private static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreFailureException("a reader could not be given back", e);
    }
  }

  void close() {
    pool.close();
  }
}
