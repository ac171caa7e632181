package io.perdure.store.jooq.engine;

import java.sql.SQLException;

/**
 * An attempt was rolled back because of a transient error and may be made again; never leaves the
 * engine.
 */
public final class RunAgain extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException reason;

  public RunAgain(SQLException reason) {
    super("transient: " + reason.getMessage(), reason, false, false);
    this.reason = reason;
  }

  public SQLException reason() {
    return reason;
  }
}
