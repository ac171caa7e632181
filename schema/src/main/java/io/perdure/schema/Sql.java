package io.perdure.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Statements on a connection, without ceremony. */
final class Sql {
  /** SQLite's primary codes of a lock that another holds: busy, and locked. */
  private static final int SQLITE_BUSY = 5;

  private static final int SQLITE_LOCKED = 6;
  private static final int SQLITE_PRIMARY_CODE = 0xff;

  /** Postgres' lock_not_available and deadlock_detected. */
  private static final Set<String> LOCK_CONTENTION = Set.of("55P03", "40P01");

  private Sql() {}

  /** Turns one row into a value. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static <T> List<T> query(
      Connection connection, String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    }
  }

  /** Whether Postgres gave up waiting for a lock, or two waited for each other. */
  static boolean isPostgresLockContention(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e
          && LOCK_CONTENTION.contains(String.valueOf(e.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the error is SQLite's for a lock that another holds. */
  static boolean isSqliteBusy(SQLException error) {
    int code = error.getErrorCode() & SQLITE_PRIMARY_CODE;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
  }
}
