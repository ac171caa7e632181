package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.schema.StoreSchema;
import io.perdure.store.SchemaMismatchException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.SchemaCheck;
import io.perdure.store.jooq.dialect.sqlite.SqliteSettings.Access;
import io.perdure.store.jooq.engine.Database;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.Work;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.Statements;
import io.perdure.tables.InstantNanos;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/** An SQLite file: one writer with group commit, and readers beside it. */
public final class SqliteDatabase implements Database {
  private static final long BUSY_PAUSE_NANOS = 5_000_000;

  private final SqliteFile file;
  private final SqliteConnections connections;
  private final Statements statements;
  private final Optional<SqliteWriter> writer;
  private final SqliteReaders readers;
  private final SqliteDataSource dataSource;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteDatabase(
      SqliteFile file,
      SqliteConnections connections,
      Statements statements,
      Optional<SqliteWriter> writer,
      SqliteReaders readers,
      LongSupplier clock,
      Duration busyFor) {
    this.file = file;
    this.connections = connections;
    this.statements = statements;
    this.writer = writer;
    this.readers = readers;
    this.dataSource = new SqliteDataSource(this::writer, busyFor, statements, clock);
  }

  /**
   * Opens the file with these settings, its schema created or migrated first if they say so.
   *
   * @param rooms the statements to compile
   * @throws io.perdure.store.SchemaMismatchException if its schema is not one to work with
   * @throws StoreUsageException if this process has it open for writing already
   */
  public static SqliteDatabase open(
      SqliteSettings settings, Function<Dialect, Collection<CompiledSql>> rooms) {
    SqliteFile file = SqliteFile.claim(settings);
    Deadline deadline = Deadline.in(settings.busyFor());
    try {
      while (true) {
        try {
          return open(file, settings, rooms);
        } catch (SQLException e) {
          // Others that open, create or migrate the file at the same time need it alone for
          // moments.
          if (!SqliteErrors.busy(e) || deadline.passed()) {
            throw e;
          }
          LockSupport.parkNanos(BUSY_PAUSE_NANOS);
        }
      }
    } catch (SQLException e) {
      file.giveUp();
      throw new StoreFailureException(
          file.path() + " cannot be opened as a store: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      file.giveUp();
      throw e;
    }
  }

  private static SqliteDatabase open(
      SqliteFile file, SqliteSettings settings, Function<Dialect, Collection<CompiledSql>> rooms)
      throws SQLException {
    SqliteConnections connections = new SqliteConnections(file.path(), settings);
    prepareSchema(file.path(), connections, settings);
    LongSupplier clock = () -> InstantNanos.toNanos(settings.clock().instant());
    SqliteDialect dialect = new SqliteDialect();
    List<CompiledSql> compiled = new ArrayList<>(rooms.apply(dialect));
    compiled.add(SqliteSnapshot.FIRST_READ);
    Statements statements = new Statements(dialect, compiled);
    Optional<SqliteWriter> writer =
        settings.access() == Access.WRITE
            ? Optional.of(writer(connections, settings, statements, clock))
            : Optional.empty();
    SqliteReaders readers =
        new SqliteReaders(connections, settings.readers(), settings.busyFor(), statements, clock);
    return new SqliteDatabase(
        file, connections, statements, writer, readers, clock, settings.busyFor());
  }

  private static SqliteWriter writer(
      SqliteConnections connections,
      SqliteSettings settings,
      Statements statements,
      LongSupplier clock)
      throws SQLException {
    WriterConnection connection =
        new WriterConnection(connections.writer(), connections.busyMillis());
    Session session =
        new Session(connection.connection(), statements, new SqliteStatements(), clock);
    return new SqliteWriter(connection, session, settings.waiting());
  }

  private static void prepareSchema(
      Path path, SqliteConnections connections, SqliteSettings settings) throws SQLException {
    SqliteFile.checkNotTooShort(path);
    if (SqliteFile.exists(path)) {
      try (Connection connection = connections.reading().getConnection()) {
        connections.checkNotForeign(connection);
      }
    }
    if (settings.access() == Access.WRITE && settings.migrateOnOpen()) {
      SchemaCheck check = new SchemaCheck(StoreSchema.on(connections.creating()), path.toString());
      SqliteFile.prepare(path);
      check.migrate();
      check.writable();
      return;
    }
    if (!SqliteFile.exists(path)) {
      throw new SchemaMismatchException(
          "there is no file " + path + ": check the path, or open with migrateOnOpen() to make it",
          0,
          StoreSchema.expectedVersion());
    }
    SchemaCheck check = new SchemaCheck(StoreSchema.on(connections.reading()), path.toString());
    if (settings.access() == Access.WRITE) {
      check.writable();
    } else {
      check.readable();
    }
  }

  private SqliteWriter writer() {
    return writer.orElseThrow(
        () -> new StoreUsageException("this handle was opened for reading only"));
  }

  @Override
  public Statements statements() {
    return statements;
  }

  @Override
  public <T, X extends Exception> T write(WriteMode mode, Deadline deadline, Work<T, X> work)
      throws X {
    return writer().write(mode, deadline, work);
  }

  @Override
  public <T, X extends Exception> T read(Deadline deadline, Work<T, X> work) throws X {
    return readers.read(work);
  }

  @Override
  public <T, X extends Exception> T snapshot(Deadline deadline, Work<T, X> work) throws X {
    return readers.snapshot(work);
  }

  @Override
  public Session join(Connection connection) {
    return dataSource.join(connection);
  }

  @Override
  public DataSource dataSource() {
    return dataSource;
  }

  @Override
  public void backup(Path target) {
    new SqliteBackup(connections, file.path()).into(target);
  }

  @Override
  public void close(Duration within) {
    if (closed.compareAndSet(false, true)) {
      writer.ifPresent(it -> it.close(Deadline.in(within)));
      readers.close();
      file.giveUp();
    }
  }
}
