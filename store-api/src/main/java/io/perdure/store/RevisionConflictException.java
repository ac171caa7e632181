package io.perdure.store;

/**
 * The stored revision of a document is not the expected one: somebody else put or deleted it, or
 * the number was wrong. Nothing was written. Read again, decide again, put again.
 */
public final class RevisionConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final long expected;
  private final long found;

  public RevisionConflictException(String key, long expected, long found) {
    super("document " + key + ": expected revision " + expected + ", found " + found, null);
    this.key = key;
    this.expected = expected;
    this.found = found;
  }

  /** The document's key. */
  public String key() {
    return key;
  }

  /** The revision that the caller expected; 0 for none. */
  public long expected() {
    return expected;
  }

  /** The revision that is stored; 0 if there is no document. */
  public long found() {
    return found;
  }
}
