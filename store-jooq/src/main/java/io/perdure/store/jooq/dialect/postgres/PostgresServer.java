package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUsageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/**
 * What a server must be like: its version, its encoding, and that an answered commit survives a
 * crash.
 */
record PostgresServer(
    int version,
    String encoding,
    String fsync,
    String fullPageWrites,
    String synchronousCommit,
    String readOnly,
    String isolation) {
  private static final int OLDEST = 15;
  private static final int VERSIONS = 10_000;
  private static final String OFF = "off";
  private static final String READ_COMMITTED = "read committed";

  private static final String SETTINGS =
      "select cast(pg_catalog.current_setting('server_version_num') as integer),"
          + " pg_catalog.current_setting('server_encoding'),"
          + " pg_catalog.current_setting('fsync'),"
          + " pg_catalog.current_setting('full_page_writes'),"
          + " pg_catalog.current_setting('synchronous_commit'),"
          + " pg_catalog.current_setting('default_transaction_read_only'),"
          + " pg_catalog.current_setting('default_transaction_isolation')";

  static PostgresServer read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SETTINGS);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new StoreFailureException("the server told no settings", null);
      }
      return new PostgresServer(
          row.getInt(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getString(5),
          row.getString(6),
          row.getString(7));
    }
  }

  /**
   * Refuses a server that cannot keep the promises. {@code synchronous_commit} may be anything but
   * off: {@code local} keeps what was answered through a crash of the server, though perhaps not
   * through a failover to a standby.
   */
  void check(boolean weakDurability) {
    if (version < OLDEST * VERSIONS) {
      throw new StoreUsageException(
          "the server is Postgres "
              + version / VERSIONS
              + "; use Postgres "
              + OLDEST
              + " or newer");
    }
    if (!"UTF8".equals(encoding)) {
      throw new StoreUsageException(
          "the database's encoding is "
              + encoding
              + "; use one that was created with encoding 'UTF8'");
    }
    if (!weakDurability) {
      strong("fsync", fsync);
      strong("full_page_writes", fullPageWrites);
      strong("synchronous_commit", synchronousCommit);
    }
  }

  /** Whether a transaction may write that does not say so itself. */
  boolean defaultsAllowWriting() {
    return OFF.equals(readOnly);
  }

  /**
   * Whether a statement may read without a transaction that says how: by default serializable,
   * read-only and deferrable, it would wait for every serializable transaction to end.
   */
  boolean defaultsAllowReading() {
    return READ_COMMITTED.equals(isolation);
  }

  private static void strong(String setting, String value) {
    if (OFF.equals(value)) {
      throw new StoreUsageException(
          setting
              + " is off, so a crash may lose or damage what was answered; turn it on, or open with"
              + " allowWeakDurability()");
    }
  }

  /** The driver's own connection below whatever wraps it. */
  static BaseConnection driver(Connection connection) throws SQLException {
    if (connection.isWrapperFor(BaseConnection.class)) {
      return connection.unwrap(BaseConnection.class);
    }
    throw new StoreUsageException(
        connection.getClass().getName()
            + " does not unwrap to a connection of the driver org.postgresql; use its data source, or a"
            + " pool over one");
  }
}
