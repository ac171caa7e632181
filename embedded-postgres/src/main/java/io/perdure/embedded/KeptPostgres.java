package io.perdure.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Postgres server on a folder that stays, with durability on, which can be killed, stopped and
 * started again: for trials of what it survives. It ends with this process, whatever ends it. Not
 * thread-safe.
 */
public final class KeptPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Runs the server until it ends or the input does; then stops it at once. */
  private static final String WATCH =
      """
      trap '' INT TERM HUP
      bin=$1 data=$2 port=$3
      shift 3
      "$bin/postgres" -D "$data/db" -k "$data" -p "$port" -h 127.0.0.1 \\
        -c fsync=on -c full_page_writes=on -c synchronous_commit=on \\
        -c max_connections=300 -c shared_buffers=64MB -c timezone=UTC "$@" >>"$data/log" 2>&1 &
      server=$!
      exec 3<&0
      (cat <&3 >/dev/null; kill -QUIT "$server" 2>/dev/null) &
      reader=$!
      wait "$server"
      kill -KILL "$reader" 2>/dev/null
      """;

  private final Path home;
  private final UnprivilegedUser user;
  private final Path data;
  private final String password;
  private final int port;
  private final List<String> settings;
  private Process watcher;

  private KeptPostgres(Path home, UnprivilegedUser user, Path data, List<String> settings)
      throws IOException {
    this.home = home;
    this.user = user;
    this.data = data;
    this.password = Files.readString(data.resolve("secret")).trim();
    this.port = freePort();
    this.settings = List.copyOf(settings);
    this.watcher = launch();
  }

  /**
   * Starts a server on that folder, which is made a database if it is none, and waits until it
   * answers. Where this process is root's the folder must be within reach of others.
   *
   * @param settings of the server, each as {@code name=value}
   */
  public static KeptPostgres on(Path data, List<String> settings) throws IOException {
    Path home = Binaries.unpacked();
    UnprivilegedUser user = UnprivilegedUser.find();
    if (Files.notExists(data.resolve("db"))) {
      Files.createDirectories(data);
      Path secret = Files.writeString(data.resolve("secret"), UUID.randomUUID() + "\n");
      user.own(data, secret);
      run(
          user,
          List.of(
              home.resolve("bin/initdb").toString(),
              "-D",
              data.resolve("db").toString(),
              "-U",
              EmbeddedPostgres.USER,
              "-A",
              "password",
              "--pwfile=" + secret,
              "-E",
              "UTF8",
              "--no-locale",
              "--no-sync"));
    }
    KeptPostgres server = new KeptPostgres(home, user, data, settings);
    server.await();
    return server;
  }

  private static void run(UnprivilegedUser user, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(user.prefix());
    command.addAll(List.of("sh", "-c", WATCH, "perdure-postgres"));
    command.addAll(List.of(home.resolve("bin").toString(), data.toString()));
    command.add(Integer.toString(port));
    for (String setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The version, and who runs it if not this process's user: for people. */
  public String title() {
    return home.getFileName() + user.remark();
  }

  /** Its database's URL, without who connects. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** The password of {@link EmbeddedPostgres#USER}. */
  public String password() {
    return password;
  }

  /** The process of the postmaster. */
  public long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("db/postmaster.pid")).get(0).trim());
  }

  /** Sends the postmaster SIGKILL; its processes notice and end by themselves. */
  public void kill() throws IOException {
    ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    end();
  }

  /** Stops it at once, as a crash would: no checkpoint is made. */
  public void stop() {
    end();
  }

  /** Starts it again, and waits until it answers. */
  public void start() throws IOException {
    watcher = launch();
    await();
  }

  /** Starts it again if it has ended by itself, and answers whether it had. */
  public boolean startIfEnded() throws IOException {
    boolean ended = !watcher.isAlive();
    await();
    return ended;
  }

  @Override
  public void close() {
    end();
  }

  private void end() {
    try {
      watcher.outputWriter().close();
      watcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException | InterruptedException e) {
      watcher.destroy();
    }
  }

  private void await() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Connection connection =
          DriverManager.getConnection(url(), EmbeddedPostgres.USER, password)) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("the server does not answer: " + e.getMessage(), e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        relaunchIfEnded();
      }
    }
  }

  /** Processes of a killed server may still have its memory: then the next one refuses to begin. */
  private void relaunchIfEnded() throws IOException {
    if (!watcher.isAlive()) {
      end();
      watcher = launch();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
