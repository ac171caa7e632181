package io.perdure.store.jooq.dialect.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.sql.ErrorKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where connections come from: a pool of our own, or the caller's data source. Thread-safe. */
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final long MIN_CONNECT_MILLIS = 1_000;
  private static final int IDLE = 2;

  private final PostgresSettings settings;
  private final DataSource dataSource;
  private final @Nullable HikariDataSource pool;

  /**
   * One for each connection of our own pool: its waiters are served in order, each by its own
   * deadline.
   */
  private final @Nullable Semaphore permits;

  private Connections(
      PostgresSettings settings, DataSource dataSource, @Nullable HikariDataSource pool) {
    this.settings = settings;
    this.dataSource = dataSource;
    this.pool = pool;
    this.permits = pool == null ? null : new Semaphore(settings.poolSize(), true);
  }

  static Connections of(PostgresSettings settings) {
    DataSource theirs = settings.dataSource();
    return theirs != null ? new Connections(settings, theirs, null) : pool(settings);
  }

  private static Connections pool(PostgresSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("perdure");
    config.setJdbcUrl(settings.url());
    if (settings.user() != null) {
      config.setUsername(settings.user());
      config.setPassword(settings.password());
    }
    config.setMaximumPoolSize(settings.poolSize());
    config.setMinimumIdle(Math.min(IDLE, settings.poolSize()));
    config.setExceptionOverride(new LostConnections());
    config.setConnectionTimeout(Math.max(MIN_CONNECT_MILLIS, settings.retryFor().toMillis()));
    config.setDataSourceProperties(settings.properties());
    try {
      HikariDataSource pool = new HikariDataSource(config);
      return new Connections(settings, pool, pool);
    } catch (PoolInitializationException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw refused(cause);
      }
      throw e;
    }
  }

  /**
   * A connection, waited for until the deadline.
   *
   * @throws StoreBusyException if all were in use
   * @throws StoreUnavailableException if the server is out of reach
   * @throws StoreInterruptedException if interrupted while waiting
   */
  Lent take(Deadline deadline) {
    acquire(deadline);
    Connection connection = null;
    try {
      connection = dataSource.getConnection();
      return Lent.of(connection, this::giveBack);
    } catch (SQLException e) {
      abandon(connection);
      throw notHad(e);
    } catch (Throwable e) {
      abandon(connection);
      throw e;
    }
  }

  /** A connection for long: beside our own pool, or one of the caller's data source. */
  Lent apart() throws SQLException {
    return Lent.of(pool == null ? dataSource.getConnection() : settings.connect(), this::endApart);
  }

  private void endApart(Connection connection, BaseConnection driver, boolean broken) {
    try {
      driver.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("ending a connection", e);
    }
    closeQuietly(connection);
  }

  private void acquire(Deadline deadline) {
    if (permits == null || (!permits.hasQueuedThreads() && permits.tryAcquire())) {
      return;
    }
    try {
      if (permits.tryAcquire(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreInterruptedException();
    }
    throw new StoreBusyException("all connections of the pool stayed in use", null);
  }

  private void abandon(@Nullable Connection connection) {
    if (connection != null) {
      closeQuietly(connection);
    }
    release();
  }

  private void giveBack(Connection connection, BaseConnection driver, boolean broken) {
    try {
      if (broken) {
        discard(connection, driver);
      }
      closeQuietly(connection);
    } finally {
      release();
    }
  }

  /** Closes the physical connection, so that no pool hands it out again. */
  private void discard(Connection connection, BaseConnection driver) {
    if (pool != null) {
      pool.evictConnection(connection);
    }
    try {
      driver.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("discarding a connection", e);
    }
  }

  private void release() {
    if (permits != null) {
      permits.release();
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("giving back a connection", e);
    }
  }

  private StoreException notHad(SQLException error) {
    if (pool != null && pool.isClosed()) {
      return new StoreClosedException();
    }
    if (interrupted(error)) {
      Thread.currentThread().interrupt();
      return new StoreInterruptedException();
    }
    // Pools tell the last failure to connect as the cause of their own time-out.
    if (error.getCause() instanceof SQLException cause) {
      return refused(cause);
    }
    return PostgresErrors.poolTimedOut(error) && !hasRoom()
        ? new StoreBusyException("all connections of the pool stayed in use", error)
        : refused(error);
  }

  /** Whether our own pool could still open a connection; unknown, so no, of the caller's. */
  private boolean hasRoom() {
    return pool != null
        && pool.getHikariPoolMXBean().getActiveConnections() < pool.getMaximumPoolSize();
  }

  private static boolean interrupted(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static StoreException refused(SQLException error) {
    return PostgresErrors.classify(error) == ErrorKind.CONNECTION
        ? StoreUnavailableException.nothingCommitted(error)
        : new StoreFailureException(
            "the database refused a connection: " + error.getMessage(), error);
  }

  DataSource dataSource() {
    return dataSource;
  }

  /** Closes the pool if it is ours. */
  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
