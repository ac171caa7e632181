package io.perdure.schema;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Migrates a Postgres schema.
 *
 * <p>The migrators of one schema take turns by an advisory lock of the transaction. Whoever waits
 * asks for it in short transactions: a blocked call would hold a snapshot, and an index build that
 * waits for older snapshots would never end.
 */
final class PostgresMigrator extends Migrator {
  /** Names mean the server's own, and nothing that somebody put before them. */
  static final String SEARCH_PATH = "set local search_path = pg_catalog, pg_temp";

  private static final int OLDEST_SERVER = 150_000;

  /**
   * How long a table's lock is waited for in one go: everybody else who wants the table queues up
   * behind. Then all is undone, and they have as long before it is tried again.
   */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(1);

  PostgresMigrator(Changelog changelog, SchemaName schema) {
    super(changelog, schema);
  }

  @Override
  Database database() {
    return Database.POSTGRES;
  }

  @Override
  SchemaStatus status(Connection connection) throws SQLException {
    return reading(connection, () -> readStatus(connection));
  }

  @Override
  Catalog catalog(Connection connection) throws SQLException {
    return reading(connection, () -> PostgresCatalog.read(connection, schema));
  }

  @Override
  void migrate(Connection connection, Guards guards, Deadline deadline) throws SQLException {
    if (!inTransaction(status(connection)).isEmpty()) {
      locked(
          connection,
          deadline,
          () -> {
            refuseOldServer(connection);
            createSchema(connection);
            apply(connection);
            return true;
          });
    }
  }

  /**
   * Builds indexes beside the writers. The lock is held on the second connection, by a transaction
   * that reads nothing: index builds wait for older snapshots, and it has none.
   */
  @Override
  void migrateAfterCommit(Connection connection, Guards guards, Deadline deadline)
      throws SQLException {
    if (!afterCommit(status(connection)).isEmpty()) {
      guards.with(
          (migrator, guard) ->
              locked(
                  guard,
                  deadline,
                  () -> {
                    try (PostgresIndexBuild build =
                        PostgresIndexBuild.on(connection, schema, deadline.left())) {
                      new LiquibaseRun(changelog, schema, database())
                          .afterCommit(BorrowedConnection.committing(connection), build::run);
                    }
                    return true;
                  }));
    }
  }

  @Override
  boolean hasTable(Connection connection, String table) throws SQLException {
    return !Sql.query(
            connection,
            "select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p')",
            row -> 1,
            schema.name(),
            table)
        .isEmpty();
  }

  /**
   * Runs work in a transaction that holds the lock, waiting for it, and for the tables that the
   * work locks, as long as allowed.
   */
  <T> T locked(Connection connection, Deadline deadline, Work<T> work) throws SQLException {
    while (true) {
      boolean contended = false;
      begin(connection, "read write");
      try {
        if (tryLock(connection, deadline)) {
          T result = work.run();
          Sql.execute(connection, "commit");
          return result;
        }
        Sql.execute(connection, "rollback");
      } catch (SQLException | RuntimeException | Error e) {
        rollback(connection, e);
        if (!Sql.isPostgresLockContention(e)) {
          throw e;
        }
        contended = true;
      }
      deadline.pause(contended ? LOCK_WAIT : Deadline.PAUSE);
    }
  }

  private <T> T reading(Connection connection, Work<T> work) throws SQLException {
    begin(connection, "read only");
    try {
      T result = work.run();
      Sql.execute(connection, "commit");
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollback(connection, e);
      throw e;
    }
  }

  /** Says all that a session's defaults could change. */
  private static void begin(Connection connection, String access) throws SQLException {
    Sql.execute(connection, "begin isolation level read committed " + access);
    try {
      Sql.execute(connection, SEARCH_PATH);
      Sql.execute(connection, "set local client_min_messages = warning");
      Sql.execute(connection, "set local statement_timeout = 0");
      Sql.execute(connection, "set local idle_in_transaction_session_timeout = 0");
    } catch (SQLException e) {
      rollback(connection, e);
      throw e;
    }
  }

  /**
   * Asks for the lock, and lets the question's snapshot go: a query's portal keeps it until the
   * next statement, and setting something takes none.
   */
  private boolean tryLock(Connection connection, Deadline deadline) throws SQLException {
    boolean locked =
        Sql.query(
                connection,
                "select pg_try_advisory_xact_lock(?)",
                row -> row.getBoolean(1),
                lockKey())
            .get(0);
    long wait = Math.min(LOCK_WAIT.toMillis(), deadline.left().toMillis());
    Sql.execute(connection, "set local lock_timeout = " + Math.max(1, wait));
    return locked;
  }

  private long lockKey() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("perdure migration " + schema.name()).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuseOldServer(Connection connection) throws SQLException {
    int version =
        Sql.query(
                connection,
                "select current_setting('server_version_num')::int",
                row -> row.getInt(1))
            .get(0);
    if (version < OLDEST_SERVER) {
      throw new SchemaException(
          "Perdure needs PostgreSQL 15 or newer, and this server is version " + version / 10_000);
    }
  }

  /** Asks first: who may not create schemas may still fill one that is there. */
  private void createSchema(Connection connection) throws SQLException {
    boolean present =
        !Sql.query(
                connection, "select 1 from pg_namespace where nspname = ?", row -> 1, schema.name())
            .isEmpty();
    if (!present) {
      Sql.execute(connection, "create schema " + schema.quoted());
    }
  }
}
