package io.perdure.conformance.kit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A statement, or a connection that makes such statements, that tells an ear what it runs. */
final class HeardStatement implements InvocationHandler {
  private final Statement statement;
  private final String text;
  private final Ear ear;
  private final AtomicInteger batch = new AtomicInteger();

  private HeardStatement(Statement statement, String text, Ear ear) {
    this.statement = statement;
    this.text = text;
    this.ear = ear;
  }

  /**
   * That statement, heard.
   *
   * @param text what it runs, unless it is told when it runs
   */
  static <S extends Statement> S of(Class<S> type, Statement statement, String text, Ear ear) {
    return type.cast(
        Proxy.newProxyInstance(
            HeardStatement.class.getClassLoader(),
            new Class<?>[] {type},
            new HeardStatement(statement, text, ear)));
  }

  /** A connection to that server, all statements of which are heard. */
  static Connection connecting(String url, Ear ear) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    return (Connection)
        Proxy.newProxyInstance(
            HeardStatement.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object made = call(connection, method, arguments);
              if (!(made instanceof Statement statement)) {
                return made;
              }
              String text = arguments == null ? "" : String.valueOf(arguments[0]);
              return of(method.getReturnType().asSubclass(Statement.class), statement, text, ear);
            });
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("addBatch")) {
      batch.incrementAndGet();
    }
    if (!name.startsWith("execute")) {
      return call(statement, method, arguments);
    }
    String sql = arguments == null ? text : String.valueOf(arguments[0]);
    int runs = name.endsWith("Batch") ? batch.getAndSet(0) : 1;
    for (int run = 0; run < runs; run++) {
      ear.before(sql);
    }
    Object answer = call(statement, method, arguments);
    ear.after(sql);
    return answer;
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw cause == null ? e : cause;
    }
  }
}
