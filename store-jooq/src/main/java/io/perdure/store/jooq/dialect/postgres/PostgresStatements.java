package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.sql.StatementCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The prepared statements of one session, which the driver keeps by their text. Bounds the time of
 * each where no transaction can bound the wait for a lock, and notices a write that no standby
 * confirmed. Used by one thread.
 */
final class PostgresStatements implements StatementCache {
  /** A statement that waits for nobody may take longer than its caller would wait. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private final Overdue overdue;
  private final Deadline deadline;
  private boolean unconfirmed;

  /** Statements that are cancelled when the deadline has passed, but have a second at least. */
  PostgresStatements(Overdue overdue, Deadline deadline) {
    this.overdue = overdue;
    this.deadline = deadline.remainingNanos() < LEAST.toNanos() ? Deadline.in(LEAST) : deadline;
  }

  @Override
  public PreparedStatement prepare(Connection connection, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    overdue.begin(statement, deadline);
    return statement;
  }

  @Override
  public void release(PreparedStatement statement) throws SQLException {
    overdue.end(statement);
    unconfirmed |= PostgresErrors.unconfirmed(statement.getWarnings());
    statement.close();
  }

  /** Whether a statement committed here, and the server then gave up waiting for its standby. */
  boolean unconfirmed() {
    return unconfirmed;
  }
}
