package io.perdure.torture.stage;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.perdure.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container of Testcontainers, on one port of the loopback however often it is
 * started; its data goes with the container.
 */
final class ContainerServer implements Server {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PostgreSQLContainer<?> container;
  private final int port;

  private ContainerServer(PostgreSQLContainer<?> container, int port) {
    this.container = container;
    this.port = port;
  }

  /** Starts one from that image, with durability on. */
  static ContainerServer of(String image) throws IOException {
    int port = freePort();
    DockerImageName name = DockerImageName.parse(image).asCompatibleSubstituteFor("postgres");
    PostgreSQLContainer<?> container = new PostgreSQLContainer<>(name);
    container.withDatabaseName("postgres").withUsername(EmbeddedPostgres.USER);
    container.withCommand("postgres", "-c", "fsync=on", "-c", "max_connections=300");
    container.withCreateContainerCmdModifier(
        command -> {
          HostConfig host = Optional.ofNullable(command.getHostConfig()).orElseGet(HostConfig::new);
          command.withHostConfig(
              host.withPortBindings(
                  new PortBinding(
                      Ports.Binding.bindIpAndPort("127.0.0.1", port),
                      ExposedPort.tcp(PostgreSQLContainer.POSTGRESQL_PORT))));
        });
    container.start();
    ContainerServer server = new ContainerServer(container, port);
    server.await();
    return server;
  }

  @Override
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  @Override
  public String password() {
    return container.getPassword();
  }

  /** As the machine sees it, which the container does not. */
  @Override
  public long pid() {
    return Optional.ofNullable(state().getPidLong()).orElse(0L);
  }

  @Override
  public void kill() throws IOException {
    signal("KILL");
  }

  @Override
  public void stop() throws IOException {
    signal("QUIT");
  }

  private void signal(String signal) throws IOException {
    container
        .getDockerClient()
        .killContainerCmd(container.getContainerId())
        .withSignal(signal)
        .exec();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (runs()) {
      pauseUntil(deadline, "the server does not end by SIG" + signal);
    }
  }

  @Override
  public void start() throws IOException {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    await();
  }

  @Override
  public boolean startIfEnded() throws IOException {
    boolean ended = !runs();
    if (ended) {
      start();
    }
    return ended;
  }

  private boolean runs() {
    return Boolean.TRUE.equals(state().getRunning());
  }

  private ContainerState state() {
    return container
        .getDockerClient()
        .inspectContainerCmd(container.getContainerId())
        .exec()
        .getState();
  }

  private void await() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      pauseUntil(deadline, "the server in the container does not answer");
    }
  }

  private boolean answers() {
    try (Connection connection =
        DriverManager.getConnection(url(), EmbeddedPostgres.USER, password())) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void pauseUntil(long deadline, String what) throws IOException {
    if (System.nanoTime() > deadline) {
      throw new IOException(what);
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
