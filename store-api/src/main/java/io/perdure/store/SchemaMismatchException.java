package io.perdure.store;

/**
 * The database's schema is not the one this library works with: absent, older, or newer and not
 * marked compatible. The message names the line that mends it. Opening never changes a schema
 * unless {@code migrateOnOpen()} was chosen.
 */
public final class SchemaMismatchException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final long found;
  private final long expected;

  public SchemaMismatchException(String message, long found, long expected) {
    super(message, null);
    this.found = found;
    this.expected = expected;
  }

  /** The schema version of the database; 0 if it has none. */
  public long found() {
    return found;
  }

  /** The schema version of this library. */
  public long expected() {
    return expected;
  }
}
