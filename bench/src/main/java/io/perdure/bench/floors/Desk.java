package io.perdure.bench.floors;

import io.perdure.bench.work.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** A connection, and the statements that were prepared on it. Used by one thread at a time. */
final class Desk implements AutoCloseable {
  private static final int PATIENCE = 15_000;
  private static final String CHECKPOINT_PAGES = "1000";

  private final Connection connection;
  private final boolean sqlite;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final Map<String, PreparedStatement> atEnd = new LinkedHashMap<>();

  private Desk(Connection connection, Database.Kind kind) {
    this.connection = connection;
    this.sqlite = kind == Database.Kind.SQLITE;
  }

  /** A connection as durable as Perdure's own. */
  static Desk at(Database database) {
    try {
      Properties properties = database.credentials();
      if (database.kind() == Database.Kind.SQLITE) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setGetGeneratedKeys(false);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, CHECKPOINT_PAGES);
        properties = config.toProperties();
      }
      return new Desk(DriverManager.getConnection(database.url(), properties), database.kind());
    } catch (SQLException e) {
      throw new FloorException(e);
    }
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  /** The statement, whose batch is run before the transaction ends. */
  PreparedStatement prepareForEnd(String sql) throws SQLException {
    PreparedStatement statement = prepare(sql);
    atEnd.putIfAbsent(sql, statement);
    return statement;
  }

  Array array(String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  void commit() throws SQLException {
    for (PreparedStatement statement : atEnd.values()) {
      statement.executeBatch();
    }
    atEnd.clear();
    if (sqlite) {
      connection.setAutoCommit(true); // commit() would begin the next transaction at once
    } else {
      connection.commit();
    }
  }

  void rollback() throws SQLException {
    atEnd.clear();
    connection.rollback();
    connection.setAutoCommit(true);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new FloorException(e);
    }
  }
}
