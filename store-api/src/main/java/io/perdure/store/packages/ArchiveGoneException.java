package io.perdure.store.packages;

import io.perdure.store.StoreException;

/**
 * The archive was replaced or deleted while it was read, so long ago that its bytes are gone.
 * Retryable: ask the store for the package's archive again, and begin at its first byte.
 */
public final class ArchiveGoneException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String hash;

  public ArchiveGoneException(String type, String hash) {
    super(
        "the archive of package "
            + type
            + " "
            + hash
            + " was replaced or deleted while it was read: ask for it again",
        null);
    this.type = type;
    this.hash = hash;
  }

  /** The type of the package. */
  public String type() {
    return type;
  }

  /** The version of the package. */
  public String hash() {
    return hash;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
