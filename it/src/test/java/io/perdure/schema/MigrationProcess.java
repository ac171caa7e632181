package io.perdure.schema;

import io.perdure.conformance.kit.SameJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Migrates in a process of its own: {@code url changelog stop}. It says its state at the end, or,
 * before the statement with the number {@code stop}, that it stands, and stands for ever.
 */
final class MigrationProcess {
  static final String STANDING = "standing before ";

  private MigrationProcess() {}

  public static void main(String[] arguments) {
    Place place = new Place(arguments[0]);
    AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
    StoreSchema schema =
        StoreSchema.on(Place.dataSource(() -> counting(place.connect(), left)))
            .changelog(Place.changelog(arguments[1]));
    System.out.println(schema.migrate().state());
  }

  /** Counts statements that are run as text: those of migrations are. */
  private static Connection counting(Connection connection, AtomicInteger left) {
    return proxy(
        Connection.class,
        connection,
        result -> result instanceof Statement statement ? counting(statement, left) : result);
  }

  private static Object counting(Statement statement, AtomicInteger left) {
    return Proxy.newProxyInstance(
        MigrationProcess.class.getClassLoader(),
        new Class<?>[] {
          statement instanceof java.sql.PreparedStatement
              ? java.sql.PreparedStatement.class
              : Statement.class
        },
        (self, method, arguments) -> {
          if (method.getName().startsWith("execute")
              && arguments != null
              && left.get() > 0
              && left.decrementAndGet() == 0) {
            System.out.println(STANDING + arguments[0]);
            new CountDownLatch(1).await();
          }
          return call(statement, method, arguments);
        });
  }

  /** Changes what a method answers. */
  private interface Change {
    @Nullable Object of(@Nullable Object result) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, T target, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            MigrationProcess.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> change.of(call(target, method, arguments))));
  }

  private static @Nullable Object call(
      Object target, java.lang.reflect.Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** Starts it. */
  static Process start(Place place, String changelog, int stop) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SameJava.program());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        List.of(
            "-cp",
            SameJava.classPath(),
            MigrationProcess.class.getName(),
            place.jdbcUrl(),
            changelog,
            Integer.toString(stop)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The first line that it says. */
  static String firstLine(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return String.valueOf(out.readLine());
  }
}
