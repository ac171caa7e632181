package io.perdure.store.jooq.dialect.sqlite;

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
    boolean undo(WriterConnection connection) {
      return connection.rollbackToSavepoint();
    }
  },
  /** Nothing: the turn is alone, and what throws takes the transaction with it. */
  NONE {
    @Override
    void set(WriterConnection connection) {}

    @Override
    void keep(WriterConnection connection) {}

    @Override
    boolean undo(WriterConnection connection) {
      return false;
    }
  };

  abstract void set(WriterConnection connection) throws SQLException;

  abstract void keep(WriterConnection connection) throws SQLException;

  /** Undoes the turn; false if that took the whole transaction. */
  abstract boolean undo(WriterConnection connection);
}
