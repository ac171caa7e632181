package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.jooq.sql.StatementCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The prepared statements of one connection, kept for as long as it is open; the driver keeps none.
 * Used by one thread at a time.
 */
final class SqliteStatements implements StatementCache {
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final IdentityHashMap<PreparedStatement, Integer> parameters = new IdentityHashMap<>();

  @Override
  public PreparedStatement prepare(Connection connection, String text) throws SQLException {
    PreparedStatement known = statements.get(text);
    if (known == null) {
      known = connection.prepareStatement(text);
      statements.put(text, known);
      parameters.put(known, known.getParameterMetaData().getParameterCount());
    }
    return known;
  }

  /**
   * Unsets the parameters one by one. To clear them all makes SQLite compile the statement anew
   * when its plan may depend on one of them, as where an index is partial: that took four times as
   * long as to run it.
   */
  @Override
  public void release(PreparedStatement statement) throws SQLException {
    try {
      int count = parameters.getOrDefault(statement, 0);
      for (int i = 1; i <= count; i++) {
        statement.setNull(i, Types.NULL);
      }
    } catch (SQLException e) {
      // The driver gives a statement up for ever after most errors, a full disk among them.
      statements.values().removeIf(kept -> kept == statement);
      parameters.remove(statement);
      throw e;
    }
  }
}
