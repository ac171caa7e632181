package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.jooq.sql.ErrorKind;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean; the driver gives no SQLState. */
final class SqliteErrors {
  private static final int PRIMARY_CODE = 0xff;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int IOERR = 10;
  private static final int PROTOCOL = 15;

  private SqliteErrors() {}

  static ErrorKind classify(SQLException error) {
    return switch (code(error)) {
      // PROTOCOL: the WAL's own locks were contended for too long.
      case BUSY, LOCKED, PROTOCOL -> ErrorKind.TRANSIENT;
      case READONLY -> ErrorKind.READ_ONLY;
      default -> ErrorKind.FAILURE;
    };
  }

  /**
   * What an error of COMMIT means: after an I/O error nobody knows whether a power cut would find
   * the transaction in the log.
   */
  static ErrorKind atCommit(SQLException error) {
    return code(error) == IOERR ? ErrorKind.CONNECTION : classify(error);
  }

  static boolean busy(SQLException error) {
    return classify(error) == ErrorKind.TRANSIENT;
  }

  /** The primary result code; 0 if the error is not SQLite's own. */
  private static int code(SQLException error) {
    return error instanceof SQLiteException sqlite
        ? sqlite.getResultCode().code & PRIMARY_CODE
        : error.getErrorCode() & PRIMARY_CODE;
  }
}
