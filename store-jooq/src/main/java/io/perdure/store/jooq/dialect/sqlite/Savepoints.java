package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.Session;
import java.sql.SQLException;

/** What stands between a turn and the others of its batch. */
enum Savepoints {
  /** A savepoint: what throws is undone, the others stay. */
  ONE {
    @Override
    void set(WriterConnection connection) throws SQLException {
      connection.savepoint();
    }

    @Override
    void keep(WriterConnection connection) throws SQLException {
      connection.release();
    }

    @Override
    boolean undo(WriterConnection connection, Session session) {
      return connection.rollbackToSavepoint();
    }
  },
  /**
   * The connection's count of changes, for work whose guard comes first: what refuses has changed
   * nothing, and leaves the others alone. An error of the database, which may have given the
   * transaction up, takes it all, and the others run again. Saves two statements of each turn.
   */
  COUNT {
    @Override
    void set(WriterConnection connection) throws SQLException {
      connection.countChanges();
    }

    @Override
    void keep(WriterConnection connection) {}

    @Override
    boolean undo(WriterConnection connection, Session session) {
      return session.failure().isEmpty() && connection.nothingChanged();
    }
  },
  /** Nothing: the turn is alone, and what throws takes the transaction with it. */
  NONE {
    @Override
    void set(WriterConnection connection) {}

    @Override
    void keep(WriterConnection connection) {}

    @Override
    boolean undo(WriterConnection connection, Session session) {
      return false;
    }
  };

  /** What a turn of that mode needs. */
  static Savepoints of(WriteMode mode) {
    if (!mode.shares()) {
      return NONE;
    }
    return mode == WriteMode.STATEMENT ? COUNT : ONE;
  }

  abstract void set(WriterConnection connection) throws SQLException;

  abstract void keep(WriterConnection connection) throws SQLException;

  /** Undoes the turn; false if that took the whole transaction. */
  abstract boolean undo(WriterConnection connection, Session session);
}
