package io.perdure.store.jooq.dialect.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the door was told about an SQLite database.
 *
 * @param file the file; empty for a temporary one
 * @param readers the most connections for reading
 * @param waiting the most callers that may wait to write
 * @param busyFor how long another process's lock is waited for
 */
public record SqliteSettings(
    Optional<Path> file,
    Access access,
    Durability durability,
    int readers,
    int waiting,
    boolean migrateOnOpen,
    Duration busyFor,
    InstantSource clock) {
  /** The same for reading another file, which nobody changes. */
  SqliteSettings immutable(Path other) {
    return new SqliteSettings(
        Optional.of(other), Access.IMMUTABLE, durability, 1, 1, false, busyFor, clock);
  }

  /** What the file may be opened for. */
  public enum Access {
    WRITE,
    READ,
    /** Reading a file that nobody changes. */
    IMMUTABLE
  }

  /** SQLite's {@code synchronous}. */
  public enum Durability {
    OFF(0),
    NORMAL(1),
    FULL(2);

    private final long number;

    Durability(long number) {
      this.number = number;
    }

    /** What the pragma answers. */
    long number() {
      return number;
    }
  }
}
