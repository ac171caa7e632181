package io.perdure.store.jooq.dialect.postgres;

import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.postgres.PostgresTransaction.Kind;
import io.perdure.store.jooq.engine.Attempt;
import io.perdure.store.jooq.engine.Database;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.Work;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.ErrorKind;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.StatementCache;
import io.perdure.store.jooq.sql.Statements;
import io.perdure.store.jooq.waking.Signals;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

/**
 * An open Postgres database: each call on a connection of its own, in auto-commit mode, with
 * transactions as explicit statements. No session state is set, so that a transaction-pooling proxy
 * may stand between.
 */
public final class PostgresDatabase implements Database {
  private final Connections connections;
  private final Statements statements;
  private final StoreIdentity identity;
  private final LongSupplier clock;
  private final boolean readOnly;
  private final Signals signals;
  private final DataSource shared;
  private final Overdue overdue = new Overdue();

  /** Whether statements may read alone. */
  private final boolean defaultsAllowReading;

  /** Whether statements may write alone: false once a session was met whose defaults forbid it. */
  private volatile boolean defaultsAllowWriting;

  PostgresDatabase(
      Connections connections,
      Statements statements,
      StoreIdentity identity,
      LongSupplier clock,
      Signals signals,
      boolean readOnly,
      boolean defaultsAllowReading,
      boolean defaultsAllowWriting) {
    this.connections = connections;
    this.statements = statements;
    this.identity = identity;
    this.clock = clock;
    this.signals = signals;
    this.readOnly = readOnly;
    this.defaultsAllowReading = defaultsAllowReading;
    this.defaultsAllowWriting = defaultsAllowWriting;
    this.shared = new SharedDataSource(connections.dataSource());
  }

  /**
   * Opens a database whose schema is, or is made, the one that this library works with.
   *
   * @param rooms the statements to compile
   * @throws io.perdure.store.SchemaMismatchException if the schema is another
   * @throws StoreUsageException if the server is too old, or does not keep what it committed
   * @throws StoreUnavailableException if the server is out of reach
   */
  public static PostgresDatabase open(
      PostgresSettings settings,
      boolean readOnly,
      Function<Dialect, Collection<CompiledSql>> rooms) {
    return PostgresOpening.open(settings, readOnly, rooms);
  }

  @Override
  public Statements statements() {
    return statements;
  }

  @Override
  public <T, X extends Exception> T write(WriteMode mode, Deadline deadline, Work<T, X> work)
      throws X {
    if (readOnly) {
      throw new StoreUsageException("opened for reading only; open the store to write");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreInterruptedException();
    }
    if (mode == WriteMode.STATEMENT && defaultsAllowWriting) {
      try {
        return statement(deadline, work);
      } catch (DefaultsForbid e) {
        defaultsAllowWriting = false;
      }
    }
    Kind kind = mode == WriteMode.SERIALIZABLE ? Kind.SERIALIZABLE : Kind.WRITE;
    boolean announced = mode == WriteMode.ALONE || mode == WriteMode.SERIALIZABLE;
    return transaction(kind, announced, deadline, work);
  }

  /** One statement that writes, with no transaction around it: a single round trip. */
  private <T, X extends Exception> T statement(Deadline deadline, Work<T, X> work) throws X {
    try (Lent lent = connections.take(deadline)) {
      PostgresStatements cache = new PostgresStatements(overdue, deadline);
      Session session = new Session(lent.connection(), statements, cache, clock);
      try {
        T answer = Attempt.run(session, work);
        if (cache.unconfirmed()) {
          throw StoreUnavailableException.outcomeUnknown(null);
        }
        return answer;
      } catch (Throwable thrown) {
        Session.Failure failure = session.failure().orElse(null);
        if (failure == null) {
          throw thrown;
        }
        if (failure.kind() == ErrorKind.CONNECTION) {
          lent.broken();
          throw StoreUnavailableException.outcomeUnknown(failure.error());
        }
        if (defaultsForbid(failure)) {
          throw new DefaultsForbid();
        }
        throw thrown;
      }
    }
  }

  /**
   * Only a session that is read-only, or more isolated than read committed, fails a lone statement
   * so.
   */
  private static boolean defaultsForbid(Session.Failure failure) {
    return failure.kind() == ErrorKind.READ_ONLY
        || PostgresErrors.SERIALIZATION_FAILURE.equals(failure.error().getSQLState());
  }

  private <T, X extends Exception> T transaction(
      Kind kind, boolean announced, Deadline deadline, Work<T, X> work) throws X {
    try (Lent lent = connections.take(deadline)) {
      PostgresTransaction transaction = PostgresTransaction.begin(lent, kind, deadline, announced);
      Session session = new Session(lent.connection(), statements, StatementCache.DRIVER, clock);
      T answer;
      try {
        answer = Attempt.run(session, work);
      } catch (Throwable thrown) {
        noticeLost(lent, session);
        transaction.rollback();
        throw thrown;
      }
      transaction.commit(session);
      return answer;
    }
  }

  private static void noticeLost(Lent lent, Session session) {
    if (session.failure().filter(failure -> failure.kind() == ErrorKind.CONNECTION).isPresent()) {
      lent.broken();
    }
  }

  @Override
  public <T, X extends Exception> T read(Deadline deadline, Work<T, X> work) throws X {
    return readOnly || !defaultsAllowReading
        ? transaction(Kind.READ, false, deadline, work)
        : lone(deadline, work);
  }

  private <T, X extends Exception> T lone(Deadline deadline, Work<T, X> work) throws X {
    try (Lent lent = connections.take(deadline)) {
      Session session = new Session(lent.connection(), statements, StatementCache.DRIVER, clock);
      try {
        return Attempt.run(session, work);
      } catch (Throwable thrown) {
        noticeLost(lent, session);
        throw thrown;
      }
    }
  }

  @Override
  public <T, X extends Exception> T snapshot(Deadline deadline, Work<T, X> work) throws X {
    return transaction(Kind.SNAPSHOT, false, deadline, work);
  }

  @Override
  public Session join(Connection connection) {
    identity.check(connection, defaultsAllowWriting);
    return new Session(connection, statements, StatementCache.DRIVER, clock).endingElsewhere();
  }

  @Override
  public DataSource dataSource() {
    return shared;
  }

  @Override
  public void backup(Path target) {
    throw new StoreUsageException(
        "backups of Postgres are made by its own tools: pg_dump for the store's schema, pg_basebackup"
            + " for the whole server; see docs/postgres.md");
  }

  @Override
  public Signals signals() {
    return signals;
  }

  @Override
  public void close(Duration within) {
    // Who called has waited for what was in flight; what still is loses its connection.
    connections.close();
    overdue.close();
  }

  /**
   * A lone statement was refused, having done nothing, and must have a transaction that says its
   * mode.
   */
  private static final class DefaultsForbid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DefaultsForbid() {
      super(null, null, false, false);
    }
  }
}
