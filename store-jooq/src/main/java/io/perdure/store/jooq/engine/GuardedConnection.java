package io.perdure.store.jooq.engine;

import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.sql.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC connection that a body gets: that of its transaction, without the power to end it.
 *
 * <p>Everything that comes from it is guarded as well, so that no way leads around. Errors of the
 * database pass unchanged and are remembered by the session, so that a swallowed one does not
 * commit. It ends with its body, and belongs to the body's thread.
 */
public final class GuardedConnection {
  /** Of a connection: they end the transaction, change it, or outlive it. */
  private static final Set<String> REFUSED =
      Set.of(
          "abort",
          "close",
          "commit",
          "releaseSavepoint",
          "rollback",
          "setAutoCommit",
          "setCatalog",
          "setClientInfo",
          "setHoldability",
          "setNetworkTimeout",
          "setReadOnly",
          "setSavepoint",
          "setSchema",
          "setShardingKey",
          "setShardingKeyIfValid",
          "setTransactionIsolation",
          "setTypeMap");

  /** The interfaces that are guarded, the narrowest first. */
  private static final List<Class<?>> GUARDED =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          Connection.class);

  private static final @Nullable Object[] NONE = {};

  private final Session session;
  private final BooleanSupplier alive;
  private final Thread thread = Thread.currentThread();
  private final Connection proxy;

  private GuardedConnection(Session session, BooleanSupplier alive) {
    this.session = session;
    this.alive = alive;
    this.proxy = guarded(Connection.class, session.connection());
  }

  /**
   * The session's connection for the body that runs on this thread.
   *
   * @param alive whether the body still runs
   */
  public static Connection of(Session session, BooleanSupplier alive) {
    return new GuardedConnection(session, alive).proxy;
  }

  private <T> T guarded(Class<T> type, Object target) {
    Class<?>[] types = {type};
    return type.cast(
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(), types, new Guard(type, target)));
  }

  /** What a guarded object answers, guarded if it leads back to the connection. */
  private @Nullable Object answer(@Nullable Object answer) {
    if (answer instanceof Connection) {
      return proxy;
    }
    for (Class<?> type : GUARDED) {
      if (type.isInstance(answer)) {
        return guarded(type, answer);
      }
    }
    return answer;
  }

  private void checkUsable() {
    if (!alive.getAsBoolean()) {
      throw new StoreUsageException(
          "the body has ended, and its connection with it: use it inside the body");
    }
    if (Thread.currentThread() != thread) {
      throw new StoreUsageException(
          "the connection belongs to the thread of its body: " + thread.getName());
    }
  }

  private final class Guard implements InvocationHandler {
    private final Class<?> type;
    private final Object target;

    Guard(Class<?> type, Object target) {
      this.type = type;
      this.target = target;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] given)
        throws Throwable {
      @Nullable Object[] arguments = given == null ? NONE : given;
      String name = method.getName();
      if (method.getDeclaringClass() == Object.class) {
        return ofObject(self, name, arguments);
      }
      if (name.equals("unwrap") || name.equals("isWrapperFor")) {
        return unwrap(self, name, (Class<?>) Objects.requireNonNull(arguments[0]));
      }
      if (name.equals("isClosed") && !alive.getAsBoolean()) {
        return true;
      }
      if (name.equals("close") && type != Connection.class && !alive.getAsBoolean()) {
        return null;
      }
      checkUsable();
      checkAllowed(name, arguments);
      return answer(call(method, arguments));
    }

    private Object ofObject(Object self, String name, @Nullable Object[] arguments) {
      return switch (name) {
        case "equals" -> self == arguments[0];
        case "hashCode" -> System.identityHashCode(self);
        default -> "guarded " + type.getSimpleName();
      };
    }

    private Object unwrap(Object self, String name, Class<?> wanted) {
      boolean is = wanted.isInstance(self);
      if (name.equals("isWrapperFor")) {
        return is;
      }
      if (is) {
        return self;
      }
      throw new StoreUsageException(
          "the driver's own connection is not given out: it could end the transaction");
    }

    private void checkAllowed(String name, @Nullable Object[] arguments) {
      if (type == Connection.class && REFUSED.contains(name)) {
        throw new StoreUsageException(
            name + " is refused: the store begins and ends the transaction of its body");
      }
      if (Statement.class.isAssignableFrom(type) && name.startsWith("execute")) {
        session.usable();
      }
      boolean takesText =
          (type == Connection.class && name.startsWith("prepare"))
              || (Statement.class.isAssignableFrom(type)
                  && (name.startsWith("execute") || name.equals("addBatch")));
      if (takesText && arguments.length > 0 && arguments[0] instanceof String text) {
        TransactionWords.in(text, session.dialect().notation())
            .ifPresent(
                words -> {
                  throw new StoreUsageException(
                      words + " is refused: the store begins and ends the transaction of its body");
                });
      }
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof SQLException error
            && !(error instanceof SQLFeatureNotSupportedException)) {
          session.failed(error);
        }
        throw cause;
      }
    }
  }
}
