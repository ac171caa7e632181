package io.perdure.schema;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the first bytes of an SQLite file say of whose it is. Thread-safe. */
public final class SqliteHeader {
  /** {@code PERD}, the {@code application_id} of a store's file; one that nobody marked has 0. */
  public static final int APPLICATION_ID = 0x50455244;

  /** The smallest page of SQLite's. */
  private static final int SHORTEST_BYTES = 512;

  private SqliteHeader() {}

  /**
   * Why a file is no database, if it has something in it, but less than any: SQLite takes it for an
   * empty one, and would write over it.
   */
  public static Optional<String> tooShort(Path file) {
    long bytes = file.toFile().length();
    return bytes > 0 && bytes < SHORTEST_BYTES
        ? Optional.of(file + " is no database: it has only " + bytes + " bytes")
        : Optional.empty();
  }

  /** Why a file with that {@code application_id} is not ours, if it is another application's. */
  public static Optional<String> anothers(Path file, long applicationId) {
    return applicationId == 0 || applicationId == APPLICATION_ID
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s belongs to another application (application_id %#x): choose another file",
                file,
                applicationId));
  }
}
