package io.perdure.it.postgres;

import io.perdure.it.postgres.PostgresServer.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of this process, from the binaries on the class path, with durability on. A shell beside
 * it waits for the end of this process, whatever ends it, stops the server and deletes its data.
 */
final class EmbeddedPostgres {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Runs with the binaries, the data, the port and the file of the password; ends with its input.
   */
  private static final String WATCH =
      """
      trap '' INT TERM HUP
      bin=$1 data=$2 port=$3 secret=$4
      "$bin/initdb" -D "$data/db" -U postgres -A password --pwfile="$secret" -E UTF8 \
        --no-locale --no-sync >"$data/log" 2>&1 || exit 1
      "$bin/postgres" -D "$data/db" -k "$data" -p "$port" -h 127.0.0.1 \
        -c fsync=on -c full_page_writes=on -c synchronous_commit=on \
        -c max_connections=300 -c shared_buffers=64MB -c timezone=UTC >>"$data/log" 2>&1 &
      server=$!
      cat >/dev/null
      kill -QUIT "$server"
      wait "$server"
      rm -rf "$data"
      """;

  private EmbeddedPostgres() {}

  static Address start(String what) {
    try {
      return run(what);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the embedded Postgres does not start (%s): give a server by -D%s=jdbc:postgresql://…"
              .formatted(e.getMessage(), PostgresServer.URL),
          e);
    }
  }

  private static Address run(String what) throws IOException {
    Path home = Binaries.unpacked();
    UnprivilegedUser user = UnprivilegedUser.find();
    Path data = Files.createTempDirectory("perdure-postgres-data-");
    Path secret = Files.writeString(data.resolve("secret"), UUID.randomUUID() + "\n");
    user.own(data, secret);
    int port = freePort();
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(List.of("sh", "-c", WATCH, "perdure-postgres"));
    command.addAll(List.of(home.resolve("bin").toString(), data.toString()));
    command.addAll(List.of(Integer.toString(port), secret.toString()));
    Process watcher =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(watcher), "stop-postgres"));
    Address address =
        new Address(
            what + ", " + home.getFileName() + user.remark(),
            "127.0.0.1:" + port,
            "postgres",
            Files.readString(secret).trim());
    await(address, watcher, data.resolve("log"));
    return address;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(Address address, Process watcher, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        DriverManager.getConnection(address.jdbcUrl("postgres")).close();
        return;
      } catch (SQLException e) {
        if (!watcher.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(lastLine(log, String.valueOf(e.getMessage())), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static String lastLine(Path log, String otherwise) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.isEmpty() ? otherwise : lines.get(lines.size() - 1);
  }

  private static void stop(Process watcher) {
    try {
      watcher.outputWriter().close();
      watcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      watcher.destroy();
    }
  }
}
