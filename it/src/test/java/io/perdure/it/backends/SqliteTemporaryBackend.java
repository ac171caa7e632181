package io.perdure.it.backends;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Capability;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** An SQLite database that is gone when it is closed, as for tests. */
public final class SqliteTemporaryBackend implements Backend {
  @Override
  public String id() {
    return "sqlite-temporary";
  }

  @Override
  public String title() {
    return "SQLite temporary";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.EMBEDDED);
  }

  @Override
  public Site create(Path scratch) {
    return new Temporary();
  }

  @Override
  public Site at(String address) {
    throw new UnsupportedOperationException("no other process can open a temporary database");
  }

  private record Temporary() implements Site {
    @Override
    public OpenOptions<?> door() {
      return Perdure.temporary();
    }

    @Override
    public String address() {
      throw new UnsupportedOperationException("a temporary database has no address");
    }

    @Override
    public Optional<String> jdbcUrl() {
      return Optional.empty();
    }

    @Override
    public void close() {} // it goes with its engine
  }
}
