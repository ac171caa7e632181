package io.perdure.bench.floors;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Binds a statement's values from left to right. */
final class Binding {
  private final PreparedStatement statement;
  private int next = 1;

  Binding(PreparedStatement statement) {
    this.statement = statement;
  }

  Binding add(String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  Binding add(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  Binding add(byte[] value) throws SQLException {
    statement.setBytes(next++, value);
    return this;
  }

  Binding add(Array value) throws SQLException {
    statement.setArray(next++, value);
    return this;
  }

  PreparedStatement done() {
    return statement;
  }
}
