package io.perdure.cli.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads from one connection.
 *
 * @param connection in auto-commit mode
 * @param prefix stands before the name of each of the store's tables
 */
record Query(Connection connection, String prefix) {
  private static final long NANOS = 1_000_000_000;
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  /** Turns one row into a value. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> list(String sql, Row<T> reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> values = new ArrayList<>();
      while (rows.next()) {
        values.add(reader.read(rows));
      }
      return values;
    }
  }

  /** The first column of the only row. */
  String text(String sql) throws SQLException {
    return list(sql, row -> String.valueOf(row.getString(1))).get(0);
  }

  long number(String sql) throws SQLException {
    return list(sql, row -> row.getLong(1)).get(0);
  }

  boolean truth(String sql) throws SQLException {
    return list(sql, row -> row.getBoolean(1)).get(0);
  }

  /** The store's own form of an instant. */
  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  /** A size for people. */
  static String size(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }

  /** A duration for people: {@code 2 h 5 m}, {@code 3 m 20 s}, {@code 4 s}. */
  static String duration(Duration duration) {
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " m";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " m " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
