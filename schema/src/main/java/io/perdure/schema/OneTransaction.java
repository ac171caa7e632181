package io.perdure.schema;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection for code that commits as it likes, inside a transaction that stays somebody else's.
 *
 * <p>Its commit moves a savepoint, its rollback goes back to it. Changes of the session are
 * ignored: the transaction's owner has said what holds. It cannot be closed.
 */
final class OneTransaction implements InvocationHandler {
  private static final String SAVEPOINT = "perdure_step";

  private final Connection connection;
  private boolean autoCommit;

  private OneTransaction(Connection connection) {
    this.connection = connection;
  }

  /** The connection to hand out. The transaction must have begun. */
  static Connection on(Connection connection) throws SQLException {
    Sql.execute(connection, "savepoint " + SAVEPOINT);
    return proxy(Connection.class, new OneTransaction(connection));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "commit" -> {
        Sql.execute(connection, "release savepoint " + SAVEPOINT);
        Sql.execute(connection, "savepoint " + SAVEPOINT);
        return null;
      }
      case "rollback" -> {
        Sql.execute(connection, "rollback to savepoint " + SAVEPOINT);
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
            ? proxy(Statement.class, (proxy, m, args) -> onStatement(statement, m, args))
            : result;
      }
    }
  }

  /** Leaves the search path as the transaction's owner set it. */
  private static @Nullable Object onStatement(
      Statement statement, Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().startsWith("execute")
        && arguments != null
        && arguments.length > 0
        && arguments[0] instanceof String sql
        && sql.strip().toLowerCase(Locale.ROOT).startsWith("set search_path")) {
      return method.getReturnType() == boolean.class ? (Object) false : (Object) 0;
    }
    return call(statement, method, arguments);
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            OneTransaction.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
