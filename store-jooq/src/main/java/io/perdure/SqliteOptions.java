package io.perdure;

import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.RoomStatements;
import io.perdure.store.jooq.dialect.sqlite.SqliteDatabase;
import io.perdure.store.jooq.dialect.sqlite.SqliteSettings;
import io.perdure.store.jooq.dialect.sqlite.SqliteSettings.Access;
import io.perdure.store.jooq.dialect.sqlite.SqliteSettings.Durability;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** How a store in an SQLite file is opened. */
public final class SqliteOptions extends OpenOptions<SqliteOptions> {
  private static final int MAX_READERS = 256;
  private static final int MAX_WAITING = 1_000_000;

  private final Optional<Path> file;
  private InstantSource clock = InstantSource.system();
  private Durability durability;
  private int readers = 4;
  private int waiting = 10_000;
  private boolean immutable;

  SqliteOptions(Optional<Path> file) {
    this.file = file;
    this.durability = file.isPresent() ? Durability.FULL : Durability.OFF;
    this.migrateOnOpen = file.isEmpty();
  }

  @Override
  SqliteOptions self() {
    return this;
  }

  /** Where the store's clock is read; the system's unless set. */
  public SqliteOptions clock(InstantSource clock) {
    this.clock = Checks.present("clock", clock);
    return this;
  }

  /**
   * Does not flush at every commit: a crash of the process loses nothing, but a power cut may lose
   * the last commits that were answered. The file stays whole.
   */
  public SqliteOptions synchronousNormal() {
    if (file.isEmpty()) {
      throw new IllegalArgumentException("a temporary store never flushes: nothing to choose");
    }
    durability = Durability.NORMAL;
    return this;
  }

  /** The most connections for reading, 1 to 256; 4 unless set. */
  public SqliteOptions readers(int connections) {
    readers = (int) Checks.between("readers", connections, 1, MAX_READERS);
    return this;
  }

  /** The most callers that may wait to write, 1 to 1 000 000; 10 000 unless set. */
  public SqliteOptions waiting(int callers) {
    waiting = (int) Checks.between("waiting", callers, 1, MAX_WAITING);
    return this;
  }

  /**
   * Takes the file for a copy that nobody changes while it is open, and so needs no lock and no
   * writable folder. For {@link #openReadOnly()} only.
   */
  public SqliteOptions immutableCopy() {
    immutable = true;
    return this;
  }

  @Override
  public Perdure open() {
    if (immutable) {
      throw new IllegalArgumentException(
          "an immutable copy cannot be written; open it with openReadOnly()");
    }
    return new Perdure(engine(SqliteDatabase.open(settings(Access.WRITE), RoomStatements::of)));
  }

  @Override
  public PerdureReader openReadOnly() {
    if (file.isEmpty()) {
      throw new IllegalArgumentException(
          "a temporary store has nothing to read yet; use temporary().open()");
    }
    Access access = immutable ? Access.IMMUTABLE : Access.READ;
    return new PerdureReader(engine(SqliteDatabase.open(settings(access), RoomStatements::of)));
  }

  private SqliteSettings settings(Access access) {
    return new SqliteSettings(
        file,
        access,
        durability,
        readers,
        waiting,
        migrateOnOpen,
        retryFor,
        () -> clock.instant().plus(clockOffset.get()));
  }
}
