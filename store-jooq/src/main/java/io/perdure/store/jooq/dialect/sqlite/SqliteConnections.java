package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.schema.SqliteHeader;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.jooq.dialect.sqlite.SqliteSettings.Access;
import io.perdure.store.jooq.engine.Deadline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Encoding;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/** Connections to one SQLite file with the settings that the store relies on, read back. */
final class SqliteConnections {
  /** The log is folded back into the file when it has so many pages, by who commits. */
  private static final int CHECKPOINT_PAGES = 1000;

  /** A log that grew beyond this is cut back to it when it has been folded back. */
  private static final int LOG_BYTES = 64 << 20;

  private static final long POLL_NANOS = 2_000_000;

  private final Path file;
  private final SqliteSettings settings;

  SqliteConnections(Path file, SqliteSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  /** Connections that create the file if it does not exist: for the migration. */
  SQLiteDataSource creating() {
    return dataSource(config(true));
  }

  /** Connections that only read. */
  SQLiteDataSource reading() {
    SQLiteConfig config = config(false);
    config.setReadOnly(true);
    return dataSource(config);
  }

  /** The connection that writes; the file must exist. */
  SQLiteConnection writer() throws SQLException {
    SQLiteConnection connection = (SQLiteConnection) dataSource(config(false)).getConnection();
    try {
      checkOwner(connection);
      writeAheadLog(connection);
      readBack(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Connections to a copy of the file, which nobody has open. */
  SqliteConnections ofCopy(Path copy) {
    return new SqliteConnections(copy, settings.immutable(copy));
  }

  private SQLiteDataSource dataSource(SQLiteConfig config) {
    SQLiteDataSource dataSource = new SQLiteDataSource(config);
    dataSource.setUrl("jdbc:sqlite:" + name());
    return dataSource;
  }

  private String name() {
    return settings.access() == Access.IMMUTABLE ? file.toUri() + "?immutable=1" : file.toString();
  }

  private SQLiteConfig config(boolean create) {
    SQLiteConfig config = new SQLiteConfig();
    if (!create) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    config.setBusyTimeout(busyMillis());
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false);
    config.setSynchronous(SynchronousMode.valueOf(settings.durability().name()));
    config.setEncoding(Encoding.UTF8);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, Integer.toString(LOG_BYTES));
    return config;
  }

  int busyMillis() {
    return (int) Math.min(Integer.MAX_VALUE, settings.busyFor().toMillis());
  }

  /** Refuses a file of another application; marks one that has no mark. */
  private void checkOwner(Connection connection) throws SQLException {
    if (owner(connection) == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma application_id = " + SqliteHeader.APPLICATION_ID);
      }
    }
  }

  /** Refuses a file of another application. */
  void checkNotForeign(Connection connection) throws SQLException {
    owner(connection);
  }

  /** The file's mark, unless it is another application's. */
  private long owner(Connection connection) throws SQLException {
    long found = pragma(connection, "application_id");
    SqliteHeader.anothers(file, found)
        .ifPresent(
            why -> {
              throw new StoreFailureException(why, null);
            });
    return found;
  }

  /**
   * Switches the file to write-ahead logging, which needs it alone for a moment: SQLite's own busy
   * timeout does not wait for that.
   */
  private void writeAheadLog(Connection connection) throws SQLException {
    Deadline deadline = Deadline.in(settings.busyFor());
    while (true) {
      try (Statement statement = connection.createStatement();
          ResultSet mode = statement.executeQuery("pragma journal_mode = wal")) {
        if (mode.next() && mode.getString(1).equals("wal")) {
          return;
        }
        throw new StoreFailureException(
            file + ": SQLite cannot keep a write-ahead log here (is it a network file system?)",
            null);
      } catch (SQLException e) {
        if (!SqliteErrors.busy(e)) {
          throw e;
        }
        if (deadline.passed()) {
          throw new StoreBusyException(file + ": switching to write-ahead logging", e);
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new StoreInterruptedException();
        }
        LockSupport.parkNanos(this, POLL_NANOS);
      }
    }
  }

  private void readBack(Connection connection) throws SQLException {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("synchronous", settings.durability().number());
    expected.put("foreign_keys", 1L);
    expected.put("busy_timeout", (long) busyMillis());
    expected.put("application_id", (long) SqliteHeader.APPLICATION_ID);
    expected.put("wal_autocheckpoint", (long) CHECKPOINT_PAGES);
    for (Map.Entry<String, Long> setting : expected.entrySet()) {
      long found = pragma(connection, setting.getKey());
      if (found != setting.getValue()) {
        throw notKept(setting.getKey(), found, setting.getValue());
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma encoding")) {
      if (!row.next() || !row.getString(1).equals("UTF-8")) {
        throw notKept("encoding", row.getString(1), "UTF-8");
      }
    }
  }

  private StoreFailureException notKept(String setting, Object found, Object wanted) {
    return new StoreFailureException(
        file + ": " + setting + " is " + found + ", not " + wanted + " as was set", null);
  }

  /** What the pragma answers, as text. */
  static String text(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma " + pragma)) {
      return row.next() ? row.getString(1) : "nothing";
    }
  }

  private static long pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma " + name)) {
      return row.next() ? row.getLong(1) : -1;
    }
  }
}
