package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The database schema of a store: what is there, whether it is right, and how to make it so.
 *
 * <p>{@code status} and {@code validate} change nothing. Instances are immutable and may be shared
 * by threads. Every method throws {@link SchemaException} if the database refuses.
 */
public final class StoreSchema {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Connections connections;
  private final SchemaName schema;
  private final Duration patience;
  private final Changelog changelog;
  private final Breaking breaking;

  /** What becomes of changes that code for the present schema would not tolerate. */
  private enum Breaking {
    ALLOWED,
    REFUSED
  }

  private StoreSchema(
      Connections connections,
      SchemaName schema,
      Duration patience,
      Changelog changelog,
      Breaking breaking) {
    this.connections = connections;
    this.schema = schema;
    this.patience = patience;
    this.changelog = changelog;
    this.breaking = breaking;
  }

  /**
   * The schema in the database that a data source leads to.
   *
   * <p>Each call takes one connection and gives it back as it was.
   */
  public static StoreSchema on(DataSource dataSource) {
    Objects.requireNonNull(dataSource, "dataSource");
    return on(Connections.of(dataSource));
  }

  /**
   * The schema in the database that a connection leads to.
   *
   * <p>The connection must be in auto-commit mode, outside any transaction, and be left alone
   * during a call. It is not closed.
   */
  public static StoreSchema on(Connection connection) {
    Objects.requireNonNull(connection, "connection");
    return on(Connections.of(connection));
  }

  private static StoreSchema on(Connections connections) {
    return new StoreSchema(
        connections, SchemaName.DEFAULT, PATIENCE, Changelog.own(), Breaking.ALLOWED);
  }

  /**
   * The same in another Postgres schema than {@code perdure}. SQLite has no schemas, and ignores
   * it.
   *
   * @param name 1 to 63 of {@code a-z 0-9 _}, not beginning with a digit or {@code pg_}
   * @throws IllegalArgumentException for another name
   */
  public StoreSchema schema(String name) {
    return new StoreSchema(connections, new SchemaName(name), patience, changelog, breaking);
  }

  /**
   * The same with another bound on waiting for a migration that somebody else runs; two minutes
   * unless set.
   */
  public StoreSchema patience(Duration bound) {
    Objects.requireNonNull(bound, "bound");
    return new StoreSchema(connections, schema, bound, changelog, breaking);
  }

  /**
   * The same for databases that code of an older version uses meanwhile, as in a rollout: {@link
   * #migrate} then refuses, with {@link BreakingChangeException}, if a change that is pending does
   * not tolerate writers of the schema version that is there.
   */
  public StoreSchema whileRunning() {
    return new StoreSchema(connections, schema, patience, changelog, Breaking.REFUSED);
  }

  /** The same with another changelog. */
  StoreSchema changelog(Changelog other) {
    return new StoreSchema(connections, schema, patience, other, breaking);
  }

  /** The schema version that this code was built for. */
  public static long expectedVersion() {
    return Changelog.own().version();
  }

  /** The status of a database that does not exist yet, as a file may not. */
  public static SchemaStatus statusOfNothing() {
    return SchemaStatus.of(Changelog.own().changes(), List.of());
  }

  /**
   * What is there, against what this code expects.
   *
   * <p>Two small queries. Loads no migration library.
   */
  public SchemaStatus status() {
    return connections.use(
        "read the schema's version", (migrator, connection) -> migrator.status(connection), this);
  }

  /**
   * The changes that {@link #migrate} would make, in order, each with its SQL and what it means for
   * who works beside it; empty if there are none.
   *
   * <p>Loads no migration library.
   */
  public List<SchemaChange> plan() {
    return connections.use(
        "plan the migration",
        (migrator, connection) -> migrator.plan(migrator.status(connection)),
        this);
  }

  /** All changes that lead to the schema of this code, in order; needs no connection. */
  public static List<SchemaChange> changes(Database database) {
    return SchemaChanges.of(Changelog.own(), database, SchemaName.DEFAULT);
  }

  /**
   * Every difference between the tables, columns, types, nullability, collations, keys, checks and
   * indexes that are there and those that this code expects; empty if there is none.
   *
   * <p>Indexes and columns that somebody added to Perdure's tables are differences, too. Loads no
   * migration library.
   */
  public List<SchemaDifference> validate() {
    return connections.use(
        "read the catalog",
        (migrator, connection) -> Catalog.expected().differences(migrator.catalog(connection)),
        this);
  }

  /**
   * Makes what is missing, in one transaction: all of it, or nothing.
   *
   * <p>Any number of processes may call it at once: one migrates, the others wait and find it done.
   * A newer schema is left as it is. On SQLite the file is switched to WAL, and if a change writes
   * rows of older versions anew, a copy of what was there before is kept beside it, {@code
   * FILE.before-VERSION}. On Postgres tables are waited for a second at a time, so that others are
   * held up no longer.
   *
   * @return the status afterwards
   * @throws SchemaBusyException if another migration, or who holds what is to be locked, takes
   *     longer than the patience
   * @throws BreakingChangeException see {@link #whileRunning()}
   */
  public SchemaStatus migrate() {
    return connections.use(
        "migrate the schema",
        (migrator, connection) -> {
          if (breaking == Breaking.REFUSED) {
            refuseBreaking(migrator, migrator.status(connection, Deadline.in(patience)));
          }
          Migrator.Guards guards = work -> connections.guard(work, this);
          migrator.migrate(connection, guards, Deadline.in(patience));
          migrator.migrateAfterCommit(connection, guards, Deadline.in(patience));
          return migrator.status(connection);
        },
        this);
  }

  private static void refuseBreaking(Migrator migrator, SchemaStatus status) {
    List<String> names =
        status.state() == SchemaState.ABSENT
            ? List.of()
            : migrator.plan(status).stream()
                .filter(change -> !change.writableBy(status.found()))
                .map(SchemaChange::name)
                .toList();
    if (!names.isEmpty()) {
      throw new BreakingChangeException(status.found(), names);
    }
  }

  /** The SQL that makes a new schema, as a script for {@code psql} or {@code sqlite3}. */
  public static String sqlFor(Database database) {
    return PrintedSql.script(database, SchemaName.DEFAULT);
  }

  /**
   * The SQL that makes a new schema of another name on Postgres.
   *
   * @param schema as for {@link #schema(String)}
   * @throws IllegalArgumentException for a name that is not allowed
   */
  public static String sqlFor(Database database, String schema) {
    return PrintedSql.script(database, new SchemaName(schema));
  }

  /**
   * The SQL that brings a schema of an older version up to date, in one transaction; if indexes are
   * built beside the writers, that follows behind it. It does not look what is there: tell {@code
   * psql} and {@code sqlite3} to stop at the first error.
   *
   * @param schema as for {@link #schema(String)}
   * @param from the version that is there, 1 to {@link #expectedVersion()}
   * @throws IllegalArgumentException for a name or a version that is not allowed
   */
  public static String sqlFor(Database database, String schema, long from) {
    if (from < 1 || from > expectedVersion()) {
      throw new IllegalArgumentException(
          "from must be within 1.." + expectedVersion() + ", not " + from);
    }
    return PrintedSql.script(
        database,
        SchemaChanges.of(Changelog.own(), database, new SchemaName(schema)).stream()
            .filter(change -> change.version() > from)
            .toList());
  }

  /**
   * The SQL that makes roles for who migrates, writes and reads a schema on Postgres, named {@code
   * SCHEMA_migrator}, {@code SCHEMA_writer} and {@code SCHEMA_reader}: for an administrator, before
   * the first migration and once after it.
   *
   * @param schema as for {@link #schema(String)}, and at most 54 letters
   * @throws IllegalArgumentException for a name that is not allowed
   */
  public static String rolesSqlFor(String schema) {
    return RolesSql.of(new SchemaName(schema));
  }

  Migrator migrator(Connection connection) throws SQLException {
    return Migrator.of(Database.of(connection), changelog, schema);
  }
}
