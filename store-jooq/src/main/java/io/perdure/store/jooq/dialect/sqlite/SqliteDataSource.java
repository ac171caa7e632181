package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.StoreException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.StatementCache;
import io.perdure.store.jooq.sql.Statements;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The writer's connection as a data source, for transactions that a caller or a framework opens.
 * Who has the connection excludes every other writer until it is closed.
 */
final class SqliteDataSource implements DataSource {
  private final Supplier<SqliteWriter> writer;
  private final Duration wait;
  private final Statements statements;
  private final LongSupplier clock;

  SqliteDataSource(
      Supplier<SqliteWriter> writer, Duration wait, Statements statements, LongSupplier clock) {
    this.writer = writer;
    this.wait = wait;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      SqliteWriter own = writer.get();
      InvocationHandler taken = new TakenConnection(own, own.take(Deadline.in(wait)), wait);
      return (Connection)
          Proxy.newProxyInstance(
              SqliteDataSource.class.getClassLoader(), new Class<?>[] {Connection.class}, taken);
    } catch (StoreUsageException e) {
      throw e;
    } catch (StoreException e) {
      throw new SQLTransientConnectionException(e.getMessage(), e);
    }
  }

  /** The session of a connection that this data source gave, within the transaction begun on it. */
  Session join(Connection connection) {
    TakenConnection taken = TakenConnection.of(connection);
    if (taken == null || taken.writer() != writer.get()) {
      throw new StoreUsageException(
          "the connection is not of this store: take it from Perdure.dataSource()");
    }
    Session session =
        new Session(connection, statements, StatementCache.DRIVER, clock).endingElsewhere();
    taken.join(session);
    return session;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("SQLite has no users");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    throw new SQLFeatureNotSupportedException("no log writer");
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("no log writer");
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the wait is the store's retry time");
  }

  @Override
  public int getLoginTimeout() {
    return (int) wait.toSeconds();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("logs through SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper for " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
