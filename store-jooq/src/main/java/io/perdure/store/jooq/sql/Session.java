package io.perdure.store.jooq.sql;

import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.waking.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A connection while work runs on it, within one transaction or one read.
 *
 * <p>It remembers the first database error that any statement met, whether or not the work went on:
 * who commits asks {@link #failure()} first. Not thread-safe.
 */
public final class Session {
  /** The parameter through which the store's clock can be moved; see {@link Dialect#now}. */
  public static final String CLOCK = "clock";

  private final Connection connection;
  private final Statements statements;
  private final StatementCache cache;
  private final LongSupplier clock;
  private final Map<EndCheck, Standing> endChecks = new LinkedHashMap<>();
  private Set<Topic> ready = Set.of();
  private boolean endsElsewhere;
  private @Nullable Failure failure;
  private @Nullable DSLContext dsl;

  /** Where a check for the end of the transaction stands. */
  private enum Standing {
    DUE,
    MET
  }

  /** A database error, and what it means. */
  public record Failure(ErrorKind kind, SQLException error) {}

  /**
   * A session on that connection.
   *
   * @param clock the value of {@link #CLOCK}: what the dialect's {@link Dialect#now} wants there
   */
  public Session(
      Connection connection, Statements statements, StatementCache cache, LongSupplier clock) {
    this.connection = connection;
    this.statements = statements;
    this.cache = cache;
    this.clock = clock;
  }

  /** Begins to run a compiled statement. */
  public Bound bind(CompiledSql sql) {
    usable();
    RenderedSql rendered = statements.of(sql);
    try {
      return new Bound(this, rendered, cache.prepare(connection, rendered.text()));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** For cold and dynamic statements: jOOQ per call. */
  public DSLContext dsl() {
    usable();
    DSLContext known = dsl;
    if (known == null) {
      DefaultConfiguration configuration = new DefaultConfiguration();
      configuration.set(dialect().jooq());
      configuration.set(dialect().settings());
      configuration.set(connection);
      configuration.set(new FailureListener());
      known = DSL.using(configuration);
      dsl = known;
    }
    return known;
  }

  public Dialect dialect() {
    return statements.dialect();
  }

  public Connection connection() {
    return connection;
  }

  /**
   * The first database error since the session began, or since it was {@link #forget forgotten}.
   */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Forgets the error and the checks, after what they touched was rolled back or kept. */
  public void forget() {
    failure = null;
    endChecks.clear();
  }

  /**
   * The same session on a transaction that ends out of our sight: its checks run when they are put.
   */
  public Session endingElsewhere() {
    endsElsewhere = true;
    return this;
  }

  /** Makes the commit depend on the check; on equal ones once. */
  public void atEnd(EndCheck check) {
    Standing standing = endChecks.putIfAbsent(check, Standing.DUE);
    if (endsElsewhere && standing != Standing.MET) {
      check.run(this);
    }
  }

  /** The check needs not run: something in the transaction has decided it, for good. */
  public void met(EndCheck check) {
    endChecks.put(check, Standing.MET);
  }

  /** Runs the checks that are due: the last statements before the commit. */
  public void checkEnd() {
    endChecks.forEach(
        (check, standing) -> {
          if (standing == Standing.DUE) {
            check.run(this);
          }
        });
  }

  /** Who waits for the topic is woken when this is committed, if the commit is in our sight. */
  public void ready(Topic topic) {
    if (ready.isEmpty()) {
      ready = new HashSet<>();
    }
    ready.add(topic);
  }

  /** What is ready since the last time that this was asked. */
  public Set<Topic> takeReady() {
    Set<Topic> taken = ready;
    ready = Set.of();
    return taken;
  }

  /**
   * Refuses to go on after a database error: the transaction can only be rolled back. So says
   * Postgres, and SQLite may have ended the transaction of its own accord.
   */
  public void usable() {
    if (failure != null) {
      throw new TransactionAbortedException(failure.error());
    }
  }

  /** Records the error and says it in the store's words; the caller throws what this returns. */
  public StoreException failed(SQLException error) {
    ErrorKind kind = dialect().classify(error);
    if (failure == null) {
      failure = new Failure(kind, error);
    }
    return switch (kind) {
      case TRANSIENT -> new StoreBusyException("the database is busy", error);
      case CONNECTION -> StoreUnavailableException.nothingCommitted(error);
      case READ_ONLY, FAILURE ->
          new StoreFailureException(
              "the database refused a statement: " + error.getMessage(), error);
    };
  }

  long clock() {
    return clock.getAsLong();
  }

  void release(PreparedStatement statement) {
    try {
      cache.release(statement);
    } catch (SQLException e) {
      if (failure == null) {
        failure = new Failure(dialect().classify(e), e);
      }
    }
  }

  private final class FailureListener implements ExecuteListener {
    private static final long serialVersionUID = 1L;

    @Override
    public void exception(ExecuteContext context) {
      SQLException error = context.sqlException();
      if (error != null) {
        context.exception(failed(error));
      }
    }
  }
}
