package io.perdure.it.backends;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Capability;
import io.perdure.it.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A database of its own for each test on a Postgres server; its default collation is not C. A
 * database that a test left with the settings it came with is emptied and serves again: making one
 * costs a second.
 */
public class PostgresBackend implements Backend {
  private static final Map<String, Deque<String>> EMPTY = new ConcurrentHashMap<>();

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
    String again = empty().pollFirst();
    String name = again == null ? fresh(server) : again;
    String settings = server.settings(name);
    return new ServerDatabase(server.jdbcUrl(name), () -> giveBack(server, name, settings));
  }

  private Deque<String> empty() {
    return EMPTY.computeIfAbsent(id(), any -> new ConcurrentLinkedDeque<>());
  }

  private void giveBack(PostgresServer server, String name, String settings) throws SQLException {
    if (server.settings(name).equals(settings)) {
      server.emptyDatabase(name);
      empty().addFirst(name);
    } else {
      server.dropDatabase(name);
    }
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
