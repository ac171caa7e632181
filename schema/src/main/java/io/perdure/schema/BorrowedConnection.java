package io.perdure.schema;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection for code that commits as it likes, while its transactions stay somebody else's.
 *
 * <p>Changes of the session are ignored: the lender has said what holds. It cannot be closed.
 */
final class BorrowedConnection implements InvocationHandler {
  private static final String SAVEPOINT = "perdure_step";

  private final Connection connection;
  private final List<String> onCommit;
  private final List<String> onRollback;
  private boolean autoCommit;

  private BorrowedConnection(
      Connection connection, List<String> onCommit, List<String> onRollback) {
    this.connection = connection;
    this.onCommit = onCommit;
    this.onRollback = onRollback;
  }

  /** Inside the lender's transaction: commit moves a savepoint, rollback goes back to it. */
  static Connection inTransaction(Connection connection) throws SQLException {
    Sql.execute(connection, "savepoint " + SAVEPOINT);
    return proxy(
        Connection.class,
        new BorrowedConnection(
            connection,
            List.of("release savepoint " + SAVEPOINT, "savepoint " + SAVEPOINT),
            List.of("rollback to savepoint " + SAVEPOINT)));
  }

  /** Outside any transaction: each statement commits by itself, commit and rollback do nothing. */
  static Connection committing(Connection connection) {
    return proxy(Connection.class, new BorrowedConnection(connection, List.of(), List.of()));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "commit" -> {
        execute(onCommit);
        return null;
      }
      case "rollback" -> {
        execute(onRollback);
        return null;
      }
      case "getAutoCommit" -> {
        return autoCommit;
      }
      case "setAutoCommit" -> {
        autoCommit = arguments != null && Boolean.TRUE.equals(arguments[0]);
        return null;
      }
      case "close", "setReadOnly", "setTransactionIsolation", "setSchema", "setCatalog" -> {
        return null;
      }
      default -> {
        Object result = call(connection, method, arguments);
        return result instanceof Statement statement && method.getReturnType() == Statement.class
            ? proxy(Statement.class, (proxy, m, args) -> call(statement, m, args))
            : result;
      }
    }
  }

  private void execute(List<String> statements) throws SQLException {
    for (String statement : statements) {
      Sql.execute(connection, statement);
    }
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String sql) {
      arguments[0] = withOurSearchPath(sql);
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** A statement that would set the search path sets the lender's again. */
  private static String withOurSearchPath(String sql) {
    return sql.strip().toLowerCase(Locale.ROOT).startsWith("set search_path")
        ? PostgresMigrator.SEARCH_PATH
        : sql;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            BorrowedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
