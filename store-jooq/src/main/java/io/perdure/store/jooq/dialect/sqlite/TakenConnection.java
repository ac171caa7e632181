package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.StoreException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.sql.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a connection that {@link SqliteDataSource} gave: the usual JDBC transaction,
 * by our own statements. With auto-commit off, the first statement begins the transaction and takes
 * the write lock.
 */
final class TakenConnection implements InvocationHandler {
  private final SqliteWriter writer;
  private final WriterConnection own;
  private final Duration wait;
  private final List<Session> joined = new ArrayList<>();
  private boolean autoCommit = true;
  private boolean closed;

  TakenConnection(SqliteWriter writer, WriterConnection own, Duration wait) {
    this.writer = writer;
    this.own = own;
    this.wait = wait;
  }

  /** What stands behind the connection, itself or wrapped; null if it is no such connection. */
  static @Nullable TakenConnection of(Connection connection) {
    if (Proxy.isProxyClass(connection.getClass())
        && Proxy.getInvocationHandler(connection) instanceof TakenConnection taken) {
      return taken;
    }
    try {
      return connection.isWrapperFor(Taken.class) ? connection.unwrap(Taken.class).taken() : null;
    } catch (SQLException e) {
      return null;
    }
  }

  SqliteWriter writer() {
    return writer;
  }

  /** Lets the session take part: a database error that it met refuses the commit. */
  void join(Session session) {
    if (closed) {
      throw new StoreUsageException("the connection is closed");
    }
    if (autoCommit) {
      throw new StoreUsageException(
          "the connection has no transaction: call setAutoCommit(false) first");
    }
    joined.add(session);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "writer's connection";
      case "isClosed" -> closed;
      case "close" -> {
        close();
        yield null;
      }
      default -> {
        if (closed) {
          throw new SQLException("the connection is closed");
        }
        yield whileOpen(method, arguments);
      }
    };
  }

  private @Nullable Object whileOpen(Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "isWrapperFor" -> {
        return arguments != null && arguments[0] == Taken.class;
      }
      case "unwrap" -> {
        if (arguments != null && arguments[0] == Taken.class) {
          return new Taken(this);
        }
        throw new SQLException("the writer's connection is not given out");
      }
      case "getAutoCommit" -> {
        return autoCommit;
      }
      case "setAutoCommit" -> setAutoCommit(arguments != null && Boolean.TRUE.equals(arguments[0]));
      case "commit" -> commit();
      case "rollback" -> rollback(arguments);
      case "setReadOnly",
          "setTransactionIsolation",
          "setHoldability",
          "setCatalog",
          "setSchema" -> {
        // Hints of frameworks: every transaction of SQLite is serializable and may write.
      }
      case "abort", "setSavepoint", "releaseSavepoint" ->
          throw new SQLFeatureNotSupportedException(
              method.getName() + " on the writer's connection");
      default -> {
        return delegate(method, arguments);
      }
    }
    return null;
  }

  private @Nullable Object delegate(Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().startsWith("create") || method.getName().startsWith("prepare")) {
      ensureBegun();
    }
    try {
      return method.invoke(own.connection(), arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private void ensureBegun() throws SQLException {
    if (autoCommit || own.inTransaction()) {
      return;
    }
    try {
      own.begin(Deadline.in(wait));
    } catch (StoreException e) {
      throw new SQLTransientException(e.getMessage(), e);
    }
  }

  private void setAutoCommit(boolean wanted) throws SQLException {
    if (wanted && own.inTransaction()) {
      commit();
    }
    autoCommit = wanted;
  }

  private void commit() throws SQLException {
    if (autoCommit) {
      throw new SQLException("commit in auto-commit mode");
    }
    for (Session session : joined) {
      if (session.failure().isPresent()) {
        rollback();
        throw new SQLException(
            "a statement of the store failed in this transaction; it was rolled back",
            session.failure().get().error());
      }
    }
    if (own.inTransaction()) {
      try {
        own.commit();
      } catch (SQLException e) {
        own.rollback();
        throw e;
      } finally {
        joined.clear();
      }
    }
  }

  private void rollback(Object @Nullable [] arguments) throws SQLException {
    if (arguments != null && arguments.length > 0) {
      throw new SQLFeatureNotSupportedException("savepoints on the writer's connection");
    }
    rollback();
  }

  private void rollback() {
    if (own.inTransaction()) {
      own.rollback();
    }
    joined.clear();
  }

  private void close() {
    if (!closed) {
      closed = true;
      writer.giveBack();
    }
  }

  /** What a wrapper around the connection is unwrapped to. */
  record Taken(TakenConnection taken) {}
}
