package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Brings the schema of one database up to date, in one transaction on one connection. */
abstract class Migrator {
  final Changelog changelog;
  final SchemaName schema;

  Migrator(Changelog changelog, SchemaName schema) {
    this.changelog = changelog;
    this.schema = schema;
  }

  static Migrator of(Database database, Changelog changelog, SchemaName schema) {
    return switch (database) {
      case SQLITE -> new SqliteMigrator(changelog, schema);
      case POSTGRES -> new PostgresMigrator(changelog, schema);
    };
  }

  abstract Database database();

  /** Reads the status as one state, whatever the session's defaults. */
  abstract SchemaStatus status(Connection connection) throws SQLException;

  /** The same, waiting for whoever keeps even readers out. */
  SchemaStatus status(Connection connection, Deadline deadline) throws SQLException {
    return status(connection);
  }

  /** The changes that a migration would make, in order. */
  final List<SchemaChange> plan(SchemaStatus status) {
    return SchemaChanges.of(changelog, database(), schema).stream()
        .filter(change -> status.pending().contains(change.name()))
        .toList();
  }

  /** Reads tables, columns, keys and indexes as one state. */
  abstract Catalog catalog(Connection connection) throws SQLException;

  /**
   * Migrates in one transaction, or finds it done; many may try at once.
   *
   * @param guards lends a second connection
   */
  abstract void migrate(Connection connection, Guards guards, Deadline deadline)
      throws SQLException;

  /**
   * Makes what waits until the transaction is over, or finds it done; many may try at once.
   *
   * @param guards lends a second connection
   */
  abstract void migrateAfterCommit(Connection connection, Guards guards, Deadline deadline)
      throws SQLException;

  /** Lends a second connection. */
  interface Guards {
    void with(Connections.Work<Boolean> work) throws SQLException;
  }

  /** Within the migration's transaction: makes what is missing. */
  final void apply(Connection connection) throws SQLException {
    SchemaStatus before = readStatus(connection);
    if (inTransaction(before).isEmpty()) {
      return;
    }
    if (before.state() == SchemaState.ABSENT && changelog.printed()) {
      create(connection);
    } else {
      new LiquibaseRun(changelog, schema, database()).update(connection);
    }
    List<String> missed = inTransaction(readStatus(connection));
    if (!missed.isEmpty()) {
      throw new SchemaException("The migration left out " + missed);
    }
  }

  /** What a migration's transaction has still to make. */
  final List<String> inTransaction(SchemaStatus status) {
    return pending(status, false);
  }

  /** What has still to be made after it. */
  final List<String> afterCommit(SchemaStatus status) {
    return pending(status, true);
  }

  private List<String> pending(SchemaStatus status, boolean afterCommit) {
    return changelog.changes().stream()
        .filter(change -> change.afterCommit() == afterCommit)
        .map(Change::name)
        .filter(status.pending()::contains)
        .toList();
  }

  private void create(Connection connection) throws SQLException {
    for (String statement : PrintedSql.statements(database(), schema.prefix(database()))) {
      Sql.execute(connection, statement);
    }
  }

  /** Reads the status with statements alone, in whatever transaction the caller has. */
  final SchemaStatus readStatus(Connection connection) throws SQLException {
    return SchemaStatus.of(
        changelog.changes(),
        hasTable(connection, "perdure_schema") ? readChanges(connection) : List.of());
  }

  abstract boolean hasTable(Connection connection, String table) throws SQLException;

  private List<Change> readChanges(Connection connection) throws SQLException {
    return Sql.query(
        connection,
        "select version, change, min_reader, min_writer from "
            + schema.prefix(database())
            + "perdure_schema order by version",
        row -> Change.found(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4)));
  }

  /** Work inside a transaction. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Ends a transaction that failed, and keeps the failure that ended it. */
  static void rollback(Connection connection, Throwable failure) {
    try {
      Sql.execute(connection, "rollback");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
