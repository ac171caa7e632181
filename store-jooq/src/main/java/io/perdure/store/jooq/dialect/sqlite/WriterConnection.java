package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.jooq.engine.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * The connection that writes, and its transactions as explicit statements: the driver's own {@code
 * commit} begins the next transaction at once, and would report a commit as failed if that did.
 * Used by who has the {@link Baton}.
 */
final class WriterConnection {
  private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

  /** Between two attempts to get the lock from another process. */
  private static final long POLL_NANOS = 500_000;

  /** After a lock that had to be waited for, others are left this much time to get it. */
  private static final long PAUSE_NANOS = 1_500_000;

  private final SQLiteConnection connection;
  private final int busyMillis;
  private final OwnStatement begin;
  private final OwnStatement commit;
  private final OwnStatement savepoint;
  private final OwnStatement release;
  private final OwnStatement rollbackTo;
  private boolean inTransaction;
  private long changes;
  private boolean contended;
  private long notBefore = System.nanoTime();
  private volatile boolean closeWhenEnded;

  WriterConnection(SQLiteConnection connection, int busyMillis) throws SQLException {
    this.connection = connection;
    this.busyMillis = busyMillis;
    begin = new OwnStatement(connection, "begin immediate");
    commit = new OwnStatement(connection, "commit");
    savepoint = new OwnStatement(connection, "savepoint turn");
    release = new OwnStatement(connection, "release turn");
    rollbackTo = new OwnStatement(connection, "rollback to turn");
  }

  Connection connection() {
    return connection;
  }

  /**
   * Begins a transaction with the write lock, polling for it: the driver's own wait sleeps up to
   * 100 ms between attempts, cannot be interrupted, and lets one process have everything.
   */
  void begin(Deadline deadline) throws SQLException {
    parkUntil(notBefore);
    contended = false;
    connection.setBusyTimeout(0);
    try {
      while (true) {
        try {
          begin.execute();
          inTransaction = true;
          return;
        } catch (SQLException e) {
          if (!SqliteErrors.busy(e)) {
            throw e;
          }
          if (Thread.currentThread().isInterrupted()) {
            throw new StoreInterruptedException();
          }
          if (deadline.passed()) {
            throw new StoreBusyException("another process kept the write lock", e);
          }
          contended = true;
          LockSupport.parkNanos(
              this, POLL_NANOS + ThreadLocalRandom.current().nextLong(POLL_NANOS));
        }
      }
    } finally {
      connection.setBusyTimeout(busyMillis);
    }
  }

  private void parkUntil(long moment) {
    long remaining = moment - System.nanoTime();
    if (remaining > 0) {
      LockSupport.parkNanos(this, remaining);
    }
  }

  void commit() throws SQLException {
    commit.execute();
    ended();
  }

  /** Rolls back whatever is open; an error of it is logged: the transaction is gone in any case. */
  void rollback() {
    try (PreparedStatement rollback = connection.prepareStatement("rollback")) {
      rollback.execute();
    } catch (SQLException e) {
      LOG.debug("rollback: the transaction was ended already", e);
    }
    ended();
  }

  private void ended() {
    inTransaction = false;
    notBefore = System.nanoTime() + (contended ? PAUSE_NANOS : 0);
    if (closeWhenEnded) {
      close();
    }
  }

  void savepoint() throws SQLException {
    savepoint.execute();
  }

  void release() throws SQLException {
    release.execute();
  }

  /** Undoes everything since the savepoint; false if the transaction was gone already. */
  boolean rollbackToSavepoint() {
    try {
      rollbackTo.execute();
      release.execute();
      return true;
    } catch (SQLException e) {
      LOG.debug("rollback to savepoint: the database had given up the transaction", e);
      return false;
    }
  }

  /** Remembers how much this connection has ever changed, for {@link #nothingChanged}. */
  void countChanges() throws SQLException {
    changes = connection.getDatabase().total_changes();
  }

  /** Whether nothing was changed since. */
  boolean nothingChanged() {
    try {
      return connection.getDatabase().total_changes() == changes;
    } catch (SQLException e) {
      LOG.debug("counting changes: the connection is not usable", e);
      return false;
    }
  }

  boolean inTransaction() {
    return inTransaction;
  }

  /** To be closed by who is using it, when its transaction has ended. */
  void closeWhenEnded() {
    closeWhenEnded = true;
  }

  void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("closing the writer's connection", e);
    }
  }
}
