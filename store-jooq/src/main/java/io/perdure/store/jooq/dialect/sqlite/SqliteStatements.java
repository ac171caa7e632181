package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.jooq.sql.StatementCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The prepared statements of one connection, kept for as long as it is open; the driver keeps none.
 * Used by one thread at a time.
 */
final class SqliteStatements implements StatementCache {
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  @Override
  public PreparedStatement prepare(Connection connection, String text) throws SQLException {
    PreparedStatement known = statements.get(text);
    if (known == null) {
      known = connection.prepareStatement(text);
      statements.put(text, known);
    }
    return known;
  }

  @Override
  public void release(PreparedStatement statement) throws SQLException {
    try {
      statement.clearParameters();
    } catch (SQLException e) {
      // The driver gives a statement up for ever after most errors, a full disk among them.
      statements.values().removeIf(kept -> kept == statement);
      throw e;
    }
  }
}
