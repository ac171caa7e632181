package io.perdure.it.backends;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Capability;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** An SQLite file, flushed at every commit. */
public final class SqliteFileBackend implements Backend {
  @Override
  public String id() {
    return "sqlite-file";
  }

  @Override
  public String title() {
    return "SQLite file";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.EMBEDDED, Capability.DURABLE, Capability.SECOND_PROCESS);
  }

  @Override
  public Site create(Path scratch) {
    return at(scratch.resolve("shop.db").toString());
  }

  @Override
  public Site at(String address) {
    return new File(address);
  }

  private record File(String address) implements Site {
    @Override
    public OpenOptions<?> door() {
      return Perdure.sqlite(Path.of(address));
    }

    @Override
    public Optional<String> jdbcUrl() {
      return Optional.of("jdbc:sqlite:" + address);
    }

    @Override
    public void close() {} // the folder goes with the test
  }
}
