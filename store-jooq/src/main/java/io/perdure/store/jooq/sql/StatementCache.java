package io.perdure.store.jooq.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Where a session gets its prepared statements, and gives them back. */
public interface StatementCache {
  /** A prepared statement of that text on that connection. */
  PreparedStatement prepare(Connection connection, String text) throws SQLException;

  /** The session is done with the statement; its result is consumed. */
  void release(PreparedStatement statement) throws SQLException;

  /** Prepares each time and closes: for drivers that cache by text themselves. */
  StatementCache DRIVER =
      new StatementCache() {
        @Override
        public PreparedStatement prepare(Connection connection, String text) throws SQLException {
          return connection.prepareStatement(text);
        }

        @Override
        public void release(PreparedStatement statement) throws SQLException {
          statement.close();
        }
      };
}
