package io.perdure.store.jooq.dialect.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A statement of the writer's own, prepared once; and anew after an error, for the driver gives a
 * statement up for ever after most of them, a full disk among them.
 */
final class OwnStatement {
  private final Connection connection;
  private final String text;
  private PreparedStatement statement;
  private boolean failed;

  OwnStatement(Connection connection, String text) throws SQLException {
    this.connection = connection;
    this.text = text;
    this.statement = connection.prepareStatement(text);
  }

  void execute() throws SQLException {
    if (failed) {
      statement = connection.prepareStatement(text);
      failed = false;
    }
    try {
      statement.execute();
    } catch (SQLException e) {
      if (!SqliteErrors.busy(e)) {
        failed = true;
        statement.close();
      }
      throw e;
    }
  }
}
