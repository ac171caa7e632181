package io.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * The database refused a statement for a reason this library does not expect: a full disk, a
 * missing privilege, a damaged file, a constraint of somebody else's. The cause has the database's
 * own words. Nothing was written.
 */
public final class StoreFailureException extends StoreException {
  private static final long serialVersionUID = 1L;

  public StoreFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
