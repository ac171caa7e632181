package io.perdure.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.SameJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The embedded Postgres")
class EmbeddedPostgresTest {
  /** Starts a server, says where it and its data are, and waits to be killed. */
  static final class Starter {
    public static void main(String[] args) throws Exception {
      PostgresServer server = PostgresServer.running();
      String url = server.jdbcUrl("postgres");
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("show data_directory")) {
        row.next();
        System.out.println("data " + Path.of(row.getString(1)).getParent());
      }
      System.out.println("url " + url);
      new CountDownLatch(1).await();
    }
  }

  @Test
  @DisplayName("is gone with its data when the process that started it is killed")
  void goesWithItsProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                SameJava.program(),
                "-D" + PostgresServer.KIND + "=embedded",
                "-cp",
                SameJava.classPath(),
                Starter.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Path data = Path.of(said(out, "data "));
      String url = said(out, "url ");
      DriverManager.getConnection(url).close();
      assertThat(data).exists();

      process.destroyForcibly().waitFor();

      assertThat(within(Duration.ofSeconds(30), () -> Files.notExists(data))).isTrue();
      assertThat(answers(url)).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String said(BufferedReader out, String word) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(word)) {
        return line.substring(word.length());
      }
    }
    throw new AssertionError("the process ended without saying " + word);
  }

  private static boolean answers(String url) {
    try {
      DriverManager.getConnection(url).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean within(Duration time, BooleanSupplier condition) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return condition.getAsBoolean();
  }
}
