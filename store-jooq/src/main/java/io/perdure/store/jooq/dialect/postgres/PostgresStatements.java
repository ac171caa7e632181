package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.sql.StatementCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The prepared statements of one session, which the driver keeps by their text. Bounds the time of
 * each where no transaction can bound the wait for a lock, and notices a write that no standby
 * confirmed. Used by one thread.
 */
final class PostgresStatements implements StatementCache {
  private final int timeoutSeconds;
  private boolean unconfirmed;

  private PostgresStatements(int timeoutSeconds) {
    this.timeoutSeconds = timeoutSeconds;
  }

  /** Statements that the server cancels after that many seconds; 0 for never. */
  static PostgresStatements within(int timeoutSeconds) {
    return new PostgresStatements(timeoutSeconds);
  }

  @Override
  public PreparedStatement prepare(Connection connection, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    if (timeoutSeconds > 0) {
      statement.setQueryTimeout(timeoutSeconds);
    }
    return statement;
  }

  @Override
  public void release(PreparedStatement statement) throws SQLException {
    unconfirmed |= PostgresErrors.unconfirmed(statement.getWarnings());
    statement.close();
  }

  /** Whether a statement committed here, and the server then gave up waiting for its standby. */
  boolean unconfirmed() {
    return unconfirmed;
  }
}
