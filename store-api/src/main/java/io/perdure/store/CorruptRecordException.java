package io.perdure.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored row does not say what this library can have written. Reading stops rather than guesses;
 * {@link #next()} goes on behind the row.
 */
public final class CorruptRecordException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String table;
  private final String key;
  private final @Nullable PageToken next;

  public CorruptRecordException(
      String table,
      String key,
      String reason,
      Optional<PageToken> next,
      @Nullable Throwable cause) {
    super("corrupt row in " + table + " at " + key + ": " + reason, cause);
    this.table = table;
    this.key = key;
    this.next = next.orElse(null);
  }

  /** The table of the row. */
  public String table() {
    return table;
  }

  /** The key of the row, as readable text. */
  public String key() {
    return key;
  }

  /**
   * The token of the page that begins behind the row, where the row was met in a paged list; empty
   * if the row's key cannot be one either, so that the list cannot go on behind it.
   */
  public Optional<PageToken> next() {
    return Optional.ofNullable(next);
  }
}
