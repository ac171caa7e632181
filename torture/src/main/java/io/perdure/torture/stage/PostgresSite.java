package io.perdure.torture.stage;

import io.perdure.conformance.kit.Wire;
import io.perdure.embedded.KeptPostgres;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A Postgres server of this run's own, and the wire between it and the workers. */
public final class PostgresSite implements Site {
  private final Server server;
  private final Wire wire;

  private PostgresSite(Server server, Wire wire) {
    this.server = server;
    this.wire = wire;
  }

  /** Starts the server on that folder. */
  public static PostgresSite on(Path data) throws IOException {
    return on(data, List.of());
  }

  /** Starts the server on that folder, with those settings: each is {@code name=value}. */
  public static PostgresSite on(Path data, List<String> settings) throws IOException {
    return of(new EmbeddedServer(KeptPostgres.on(data, settings)));
  }

  /** Starts a server in a container of Testcontainers, from that image. */
  public static PostgresSite inContainer(String image) throws IOException {
    return of(ContainerServer.of(image));
  }

  private static PostgresSite of(Server server) throws IOException {
    return new PostgresSite(server, Wire.to(server.url()));
  }

  /** The server. */
  public Server server() {
    return server;
  }

  /** What is between it and the workers. */
  public Wire wire() {
    return wire;
  }

  @Override
  public Door forWorkers() {
    return Door.server(wire.url(), server.password());
  }

  @Override
  public Door direct() {
    return Door.server(server.url(), server.password());
  }

  @Override
  public String title() throws SQLException {
    StringBuilder title = new StringBuilder("Postgres");
    try (Connection connection = DriverManager.getConnection(direct().urlWithUser());
        Statement statement = connection.createStatement()) {
      for (String setting :
          List.of("server_version", "fsync", "full_page_writes", "synchronous_commit")) {
        try (ResultSet shown = statement.executeQuery("show " + setting)) {
          shown.next();
          title.append(title.length() > 8 ? ", " + setting + "=" : " ").append(shown.getString(1));
        }
      }
    }
    return title.toString();
  }

  @Override
  public void close() {
    wire.close();
    server.close();
  }
}
