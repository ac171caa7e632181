package io.perdure.embedded;

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
 * A Postgres server of this process, from the binaries on the class path, with durability on. A
 * shell beside it waits for the end of this process, whatever ends it, stops the server and deletes
 * its data. For tests and trials, on Linux and macOS. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** Who may do everything there. */
  public static final String USER = "postgres";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Runs with the binaries, the data, the port, the file of the password, and what is handed on to
   * the server; ends with its input.
   */
  private static final String WATCH =
      """
      trap '' INT TERM HUP
      bin=$1 data=$2 port=$3 secret=$4
      shift 4
      "$bin/initdb" -D "$data/db" -U postgres -A password --pwfile="$secret" -E UTF8 \
        --no-locale --no-sync >"$data/log" 2>&1 || exit 1
      "$bin/postgres" -D "$data/db" -k "$data" -p "$port" -h 127.0.0.1 \
        -c fsync=on -c full_page_writes=on -c synchronous_commit=on \
        -c max_connections=300 -c shared_buffers=64MB -c timezone=UTC \
        "$@" >>"$data/log" 2>&1 &
      server=$!
      cat >/dev/null
      kill -QUIT "$server"
      wait "$server"
      rm -rf "$data"
      """;

  private final Process watcher;
  private final Thread hook;
  private final String title;
  private final int port;
  private final String password;

  private EmbeddedPostgres(Process watcher, String title, int port, String password) {
    this.watcher = watcher;
    this.hook = new Thread(this::stop, "stop-postgres");
    this.title = title;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts a server on a free port of the loopback, and waits until it answers.
   *
   * @throws IOException if there are no binaries for this machine, or the server does not start
   */
  public static EmbeddedPostgres start() throws IOException {
    return start(List.of());
  }

  /**
   * The same, with settings of the server's own.
   *
   * @param settings each as {@code name=value}
   * @throws IOException if there are no binaries for this machine, or the server does not start
   */
  public static EmbeddedPostgres start(List<String> settings) throws IOException {
    Path home = Binaries.unpacked();
    UnprivilegedUser user = UnprivilegedUser.find();
    Path data = Files.createTempDirectory("perdure-postgres-data-");
    Path secret = Files.writeString(data.resolve("secret"), UUID.randomUUID() + "\n");
    String password = Files.readString(secret).trim();
    user.own(data, secret);
    int port = freePort();
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(List.of("sh", "-c", WATCH, "perdure-postgres"));
    command.addAll(List.of(home.resolve("bin").toString(), data.toString()));
    command.addAll(List.of(Integer.toString(port), secret.toString()));
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    Process watcher =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    EmbeddedPostgres server =
        new EmbeddedPostgres(watcher, home.getFileName() + user.remark(), port, password);
    Runtime.getRuntime().addShutdownHook(server.hook);
    server.await(data.resolve("log"));
    return server;
  }

  /** The version, and who runs it if not this process's user: for people. */
  public String title() {
    return title;
  }

  /** Where it listens: {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The password of {@link #USER}: made for this server, and gone with it. */
  public String password() {
    return password;
  }

  /** Stops the server and deletes its data; idempotent. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending; the hook finds the server stopped.
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        DriverManager.getConnection("jdbc:postgresql://" + address() + "/postgres", USER, password)
            .close();
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

  private void stop() {
    try {
      watcher.outputWriter().close();
      watcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      watcher.destroy();
    }
  }
}
