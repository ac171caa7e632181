package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.sql.ErrorKind;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * What errors and warnings mean, by SQLState and by the server's routine, which no locale changes.
 */
final class PostgresErrors {
  static final String SERIALIZATION_FAILURE = "40001";

  /** Where the server waits for its standbys, after the commit itself. */
  private static final String WAIT_FOR_STANDBY = "SyncRepWaitForLSN";

  private PostgresErrors() {}

  static ErrorKind classify(SQLException error) {
    String state = error.getSQLState();
    if (state == null) {
      return withoutState(error);
    }
    if (state.startsWith("08")) {
      return ErrorKind.CONNECTION;
    }
    return switch (state) {
      // Serialization failure, deadlock, lock timeout.
      case SERIALIZATION_FAILURE, "40P01", "55P03" -> ErrorKind.TRANSIENT;
      // Cancelled: by a timeout, ours or the server's, or by an administrator.
      case "57014" -> ErrorKind.TRANSIENT;
      // A prepared statement that the server no longer has: behind a pooling proxy, after DISCARD.
      case "26000" -> ErrorKind.TRANSIENT;
      case "0A000" -> planOutdated(error) ? ErrorKind.TRANSIENT : ErrorKind.FAILURE;
      // Shut down, crashed, starting, dropped, timed out while idle.
      case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04" -> ErrorKind.CONNECTION;
      // Too many connections; completion unknown.
      case "53300", "40003" -> ErrorKind.CONNECTION;
      case "25006" -> ErrorKind.READ_ONLY;
      default -> ErrorKind.FAILURE;
    };
  }

  /** Pools, and the JDK, tell a connection that is gone by class alone. */
  private static ErrorKind withoutState(SQLException error) {
    return error instanceof SQLTransientConnectionException
            || error instanceof SQLNonTransientConnectionException
            || error instanceof SQLRecoverableException
        ? ErrorKind.CONNECTION
        : ErrorKind.FAILURE;
  }

  /** Whether a pool's wait for a free connection ended, as most pools tell it. */
  static boolean poolTimedOut(SQLException error) {
    return error instanceof SQLTransientConnectionException || error instanceof SQLTimeoutException;
  }

  /**
   * A migration changed what a prepared statement answers; the driver prepares it again next time.
   */
  private static boolean planOutdated(SQLException error) {
    ServerErrorMessage message =
        error instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    String routine = message == null ? null : message.getRoutine();
    return "RevalidateCachedQuery".equals(routine);
  }

  /**
   * Whether the server gave up waiting for a standby: then it has committed here, and a failover
   * may still lose it.
   */
  static boolean unconfirmed(@Nullable SQLWarning warnings) {
    for (SQLWarning warning = warnings; warning != null; warning = warning.getNextWarning()) {
      ServerErrorMessage message =
          warning instanceof PSQLWarning postgres ? postgres.getServerErrorMessage() : null;
      if (message != null && WAIT_FOR_STANDBY.equals(message.getRoutine())) {
        return true;
      }
    }
    return false;
  }
}
