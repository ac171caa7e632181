package io.perdure.it.backends;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Capability;
import io.perdure.it.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A database of its own for each test on a Postgres server; its default collation is not C. */
public class PostgresBackend implements Backend {
  @Override
  public String id() {
    return "postgres";
  }

  @Override
  public String title() {
    return "Postgres";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.SERVER, Capability.DURABLE, Capability.SECOND_PROCESS, Capability.SECOND_ENGINE);
  }

  @Override
  public Site create(Path scratch) throws SQLException {
    PostgresServer server = PostgresServer.running();
    String name = fresh(server);
    return new ServerDatabase(server.jdbcUrl(name), () -> server.dropDatabase(name));
  }

  /** Makes a database of this kind and answers its name. */
  String fresh(PostgresServer server) throws SQLException {
    return server.createDatabase("plain");
  }

  @Override
  public Site at(String address) {
    return new ServerDatabase(address, () -> {});
  }

  private record ServerDatabase(String address, AutoCloseable removal) implements Site {
    @Override
    public OpenOptions<?> door() {
      return Perdure.postgres(address);
    }

    @Override
    public Optional<String> jdbcUrl() {
      return Optional.of(address);
    }

    @Override
    public void close() throws Exception {
      removal.close();
    }
  }
}
