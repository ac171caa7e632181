package io.perdure.store.jooq.dialect.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection while it is ours, in auto-commit mode; closing gives it back without a transaction,
 * or discards it if that cannot be had. Used by one thread.
 */
final class Lent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lent.class);

  private final Connection connection;
  private final BaseConnection driver;
  private final boolean autoCommit;
  private final Returned returned;
  private boolean broken;

  /** Where a connection goes back to. */
  @FunctionalInterface
  interface Returned {
    void accept(Connection connection, BaseConnection driver, boolean broken);
  }

  private Lent(
      Connection connection, BaseConnection driver, boolean autoCommit, Returned returned) {
    this.connection = connection;
    this.driver = driver;
    this.autoCommit = autoCommit;
    this.returned = returned;
  }

  /** That connection, switched to auto-commit for as long as it is lent. */
  static Lent of(Connection connection, Returned returned) throws SQLException {
    BaseConnection driver = PostgresServer.driver(connection);
    boolean autoCommit = connection.getAutoCommit();
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    return new Lent(connection, driver, autoCommit, returned);
  }

  Connection connection() {
    return connection;
  }

  TransactionState state() {
    return driver.getTransactionState();
  }

  /** Never to be used again: its connection is lost, or nobody knows what it does. */
  void broken() {
    broken = true;
  }

  /** Closes its socket, so that whoever waits for the server is told. From any thread. */
  void abort() {
    try {
      driver.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("ending a connection", e);
    }
  }

  void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /**
   * Says to the driver, not to the server, that a transaction is open, so that results can be
   * fetched in parts and who asks the connection is told.
   */
  void transactional(boolean open) throws SQLException {
    connection.setAutoCommit(!open);
  }

  /**
   * Rolls back whatever is open; a connection on which that fails is discarded, which rolls back
   * too.
   */
  void rollback() {
    try {
      if (!broken && state() != TransactionState.IDLE) {
        execute("rollback");
      }
    } catch (SQLException e) {
      LOG.debug("rollback: the connection is discarded", e);
      broken = true;
    }
  }

  @Override
  public void close() {
    rollback();
    if (!broken) {
      try {
        // With no transaction open this sends nothing.
        connection.setAutoCommit(autoCommit);
      } catch (SQLException e) {
        LOG.debug("giving back: the connection is discarded", e);
        broken = true;
      }
    }
    returned.accept(connection, driver, broken);
  }
}
