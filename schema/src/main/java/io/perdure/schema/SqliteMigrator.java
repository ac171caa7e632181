package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Migrates a SQLite file.
 *
 * <p>Begins and commits by statements on an auto-commit connection: the driver's own commit begins
 * the next transaction at once.
 */
final class SqliteMigrator extends Migrator {

  SqliteMigrator(Changelog changelog, SchemaName schema) {
    super(changelog, schema);
  }

  @Override
  Database database() {
    return Database.SQLITE;
  }

  @Override
  SchemaStatus status(Connection connection) throws SQLException {
    return readStatus(connection);
  }

  @Override
  SchemaStatus status(Connection connection, Deadline deadline) throws SQLException {
    return patiently(deadline, () -> readStatus(connection));
  }

  @Override
  Catalog catalog(Connection connection) throws SQLException {
    return SqliteCatalog.read(connection);
  }

  @Override
  void migrate(Connection connection, Guards guards, Deadline deadline) throws SQLException {
    SchemaStatus before = status(connection, deadline);
    if (!inTransaction(before).isEmpty()) {
      patiently(deadline, () -> switchToWal(connection));
      transact(
          connection,
          deadline,
          () -> {
            copyBeforeRewriting(connection, guards);
            apply(connection);
          });
    }
  }

  private void copyBeforeRewriting(Connection connection, Guards guards) throws SQLException {
    SchemaStatus before = readStatus(connection);
    if (before.state() != SchemaState.ABSENT
        && plan(before).stream().anyMatch(change -> !change.rewrites().isEmpty())) {
      SqliteCopy.make(connection, guards, before.found());
    }
  }

  /** SQLite builds no index beside its writers: a transaction like any other. */
  @Override
  void migrateAfterCommit(Connection connection, Guards guards, Deadline deadline)
      throws SQLException {
    SchemaStatus before = status(connection, deadline);
    if (!afterCommit(before).isEmpty()) {
      transact(
          connection,
          deadline,
          () -> {
            Connection inside = BorrowedConnection.inTransaction(connection);
            new LiquibaseRun(changelog, schema, database())
                .afterCommit(inside, statement -> Sql.execute(connection, statement));
          });
    }
  }

  /** A step of a transaction. */
  private interface Step {
    void run() throws SQLException;
  }

  private static void transact(Connection connection, Deadline deadline, Step step)
      throws SQLException {
    patiently(deadline, () -> begin(connection));
    try {
      step.run();
      patiently(deadline, () -> commit(connection));
    } catch (SQLException | RuntimeException | Error e) {
      rollback(connection, e);
      throw e;
    }
  }

  @Override
  boolean hasTable(Connection connection, String table) throws SQLException {
    return !Sql.query(
            connection,
            "select 1 from sqlite_master where type = 'table' and name = ?",
            row -> 1,
            table)
        .isEmpty();
  }

  /** WAL stays with the file. A database in memory has no WAL, and needs none. */
  private static boolean switchToWal(Connection connection) throws SQLException {
    List<String> mode = Sql.query(connection, "pragma journal_mode = wal", row -> row.getString(1));
    if (!mode.equals(List.of("wal")) && !mode.equals(List.of("memory"))) {
      throw new SchemaException("SQLite did not switch to WAL, and stays at " + mode);
    }
    return true;
  }

  private static boolean begin(Connection connection) throws SQLException {
    Sql.execute(connection, "begin immediate");
    return true;
  }

  private static boolean commit(Connection connection) throws SQLException {
    Sql.execute(connection, "commit");
    return true;
  }

  private static <T> T patiently(Deadline deadline, Work<T> work) throws SQLException {
    while (true) {
      try {
        return work.run();
      } catch (SQLException e) {
        if (!Sql.isSqliteBusy(e)) {
          throw e;
        }
        deadline.pause();
      }
    }
  }
}
