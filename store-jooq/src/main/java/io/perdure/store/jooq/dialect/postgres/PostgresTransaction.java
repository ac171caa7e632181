package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.RunAgain;
import io.perdure.store.jooq.sql.Session;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.postgresql.core.TransactionState;

/**
 * One transaction as explicit statements. BEGIN says everything that a session's defaults could
 * change, and bounds the wait for each lock, in one round trip; nothing of it outlives the
 * transaction.
 */
final class PostgresTransaction {
  private static final long SECOND = 1_000;
  private static final long TENTH = 100;

  private final Lent lent;
  private final boolean announced;

  /** How a transaction begins. */
  enum Kind {
    WRITE("read committed read write not deferrable"),
    SERIALIZABLE("serializable read write not deferrable"),
    READ("read committed read only not deferrable"),
    SNAPSHOT("repeatable read read only not deferrable");

    private final String begin;

    Kind(String mode) {
      this.begin = "begin isolation level " + mode + "; set local lock_timeout = ";
    }
  }

  private PostgresTransaction(Lent lent, boolean announced) {
    this.lent = lent;
    this.announced = announced;
  }

  /**
   * Begins a transaction.
   *
   * @param announced whether the connection should say that it is in one, for a caller's own
   *     statements
   */
  static PostgresTransaction begin(Lent lent, Kind kind, Deadline deadline, boolean announced) {
    try {
      lent.execute(kind.begin + lockTimeout(deadline.remainingNanos()));
      if (announced) {
        lent.transactional(true);
      }
      return new PostgresTransaction(lent, announced);
    } catch (SQLException e) {
      throw switch (PostgresErrors.classify(e)) {
        case TRANSIENT -> new RunAgain(e);
        case CONNECTION -> {
          lent.broken();
          yield StoreUnavailableException.nothingCommitted(e);
        }
        case READ_ONLY, FAILURE ->
            new StoreFailureException("the database refused a transaction: " + e.getMessage(), e);
      };
    }
  }

  /** In milliseconds, of few different values, so that the driver meets few different texts. */
  static long lockTimeout(long nanos) {
    long millis = Math.max(TENTH, TimeUnit.NANOSECONDS.toMillis(nanos));
    long step = millis > SECOND ? SECOND : TENTH;
    return (millis + step - 1) / step * step;
  }

  /**
   * Commits, unless an error had ended the transaction: the driver would report that as success.
   *
   * @throws RunAgain if the commit failed because of others, and nothing was committed
   * @throws StoreUnavailableException if the connection was lost meanwhile
   */
  void commit(Session session) {
    TransactionState state = lent.state();
    if (state == TransactionState.FAILED) {
      throw new TransactionAbortedException(
          session.failure().map(Session.Failure::error).orElse(null));
    }
    if (state == TransactionState.IDLE) {
      throw new StoreUsageException(
          "the body ended the transaction by a statement of its own; leave commit and rollback to"
              + " the store");
    }
    try (Statement statement = lent.connection().createStatement()) {
      statement.execute("commit");
      if (PostgresErrors.unconfirmed(statement.getWarnings())) {
        throw StoreUnavailableException.outcomeUnknown(statement.getWarnings());
      }
    } catch (SQLException e) {
      throw switch (PostgresErrors.classify(e)) {
        case TRANSIENT -> new RunAgain(e);
        case CONNECTION -> {
          lent.broken();
          yield StoreUnavailableException.outcomeUnknown(e);
        }
        case READ_ONLY, FAILURE ->
            new StoreFailureException("the database refused the commit: " + e.getMessage(), e);
      };
    } finally {
      end();
    }
  }

  /** Rolls back what is open, and leaves the connection as it was. */
  void rollback() {
    lent.rollback();
    end();
  }

  private void end() {
    if (!announced) {
      return;
    }
    try {
      lent.transactional(false);
    } catch (SQLException e) {
      lent.broken();
    }
  }
}
