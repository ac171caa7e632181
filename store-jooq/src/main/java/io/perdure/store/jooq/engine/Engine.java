package io.perdure.store.jooq.engine;

import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreListener;
import io.perdure.store.StoreListener.Outcome;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.TransactionOptions.ConnectionUse;
import io.perdure.store.TransactionOptions.Isolation;
import io.perdure.store.jooq.sql.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations, transactions and snapshots on a database: attempts within the time allowed,
 * which body runs on which thread, and who is told. Thread-safe.
 */
public final class Engine {
  private static final long FIRST_BACKOFF_NANOS = 500_000;
  private static final long LONGEST_BACKOFF_NANOS = 50_000_000;

  private final Database database;
  private final Limits limits;
  private final Duration retryFor;
  private final Duration closeWithin;
  private final Listeners listeners;
  private final Waking waking;
  private final InFlight inFlight = new InFlight();

  @SuppressWarnings("ThreadLocalUsage") // A thread may be in bodies of two databases at once.
  private final ThreadLocal<@Nullable BodyContext> current = new ThreadLocal<>();

  public Engine(
      Database database,
      Limits limits,
      Duration retryFor,
      Duration closeWithin,
      Duration pollEvery,
      List<StoreListener> listeners) {
    this.database = database;
    this.limits = limits;
    this.retryFor = retryFor;
    this.closeWithin = closeWithin;
    this.waking = new Waking(database.signals(), pollEvery);
    this.listeners = new Listeners(listeners);
  }

  public Limits limits() {
    return limits;
  }

  /** Each call of a room as an operation of its own. */
  public Access access(String namespace) {
    return new OperationAccess(this, namespace);
  }

  /** Runs the body in one transaction, or within the one that this thread is in. */
  public <T, X extends Exception> T transact(
      String namespace, TransactionOptions options, ContextBody<T, X> body) throws X {
    BodyContext outer = current.get();
    if (outer != null) {
      return join(outer, options, body);
    }
    WriteMode mode = mode(options);
    return operation(
        "transact",
        namespace,
        options.retryFor().orElse(retryFor),
        deadline ->
            waking.write(
                database,
                mode,
                deadline,
                session ->
                    inContext(new BodyContext(session, Optional.of(options), deadline), body)));
  }

  private static WriteMode mode(TransactionOptions options) {
    if (options.isolation() == Isolation.SERIALIZABLE) {
      return WriteMode.SERIALIZABLE;
    }
    return options.connectionUse() == ConnectionUse.EXCLUSIVE ? WriteMode.ALONE : WriteMode.BODY;
  }

  private static <T, X extends Exception> T join(
      BodyContext outer, TransactionOptions options, ContextBody<T, X> body) throws X {
    TransactionOptions running = outer.options();
    if (options.connectionUse() == ConnectionUse.EXCLUSIVE
        && running.connectionUse() != ConnectionUse.EXCLUSIVE) {
      throw new StoreUsageException(
          "the outer transaction runs without the connection: begin that one withConnection()");
    }
    if (options.isolation() == Isolation.SERIALIZABLE
        && running.isolation() != Isolation.SERIALIZABLE) {
      throw new StoreUsageException(
          "the outer transaction is not serializable: begin that one serializable()");
    }
    try {
      return nested(outer, body);
    } catch (Throwable thrown) {
      outer.nestedFailed(thrown);
      throw thrown;
    }
  }

  private static <T, X extends Exception> T nested(BodyContext outer, ContextBody<T, X> body)
      throws X {
    BodyContext context = outer.nested();
    try {
      return body.run(context);
    } finally {
      context.end();
    }
  }

  /** Runs the body on one state of the database, or on that of the body this thread is in. */
  public <T, X extends Exception> T snapshot(String namespace, ContextBody<T, X> body) throws X {
    BodyContext outer = current.get();
    if (outer != null) {
      return nested(outer, body);
    }
    return operation(
        "snapshot",
        namespace,
        retryFor,
        deadline ->
            database.snapshot(
                deadline,
                session -> inContext(new BodyContext(session, Optional.empty(), deadline), body)));
  }

  /** The rooms' access to a transaction that the caller has opened on the connection. */
  public BodyContext join(Connection connection) {
    refuseInsideBody();
    inFlight.enter();
    try {
      Session session = database.join(connection);
      return new BodyContext(
          session, Optional.of(TransactionOptions.defaults()), Deadline.in(retryFor));
    } finally {
      inFlight.exit();
    }
  }

  private <T, X extends Exception> T inContext(BodyContext context, ContextBody<T, X> body)
      throws X {
    current.set(context);
    try {
      T answer = body.run(context);
      context.checkCommittable();
      return answer;
    } finally {
      current.remove();
      context.end();
    }
  }

  /**
   * Runs attempts until one is not undone by a transient error, or the time is over, and tells the
   * listeners.
   */
  <T, X extends Exception> T operation(
      String name, String namespace, Duration within, Attempts<T, X> attempts) throws X {
    refuseInsideBody();
    inFlight.enter();
    long began = System.nanoTime();
    Deadline deadline = Deadline.in(within);
    int count = 0;
    Outcome outcome = Outcome.FAILED;
    try {
      while (true) {
        count++;
        try {
          T answer = attempts.run(deadline);
          outcome = Outcome.DONE;
          return answer;
        } catch (RunAgain again) {
          if (deadline.passed()) {
            throw new StoreBusyException(
                name + " was undone by others " + count + " times, then the time was over",
                again.reason());
          }
          backOff(count, deadline);
        }
      }
    } catch (Throwable thrown) {
      outcome = Listeners.outcome(thrown);
      throw thrown;
    } finally {
      inFlight.exit();
      listeners.tell(name, namespace, outcome, System.nanoTime() - began, count);
    }
  }

  Duration retryFor() {
    return retryFor;
  }

  Database database() {
    return database;
  }

  public Waking waking() {
    return waking;
  }

  private void refuseInsideBody() {
    if (current.get() != null) {
      throw new StoreUsageException(
          "inside a body of transact or snapshot, use what the body was handed, not the store");
    }
  }

  private static void backOff(int attempt, Deadline deadline) {
    long longest =
        Math.min(LONGEST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(attempt, Byte.SIZE));
    long nanos = ThreadLocalRandom.current().nextLong(longest / 2, longest);
    LockSupport.parkNanos(Math.max(1, Math.min(nanos, deadline.remainingNanos())));
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreInterruptedException();
    }
  }

  /** Copies the database into a file, beside whoever reads and writes. */
  public void backup(Path target) {
    operation(
        "backup",
        "*",
        retryFor,
        deadline -> {
          database.backup(target);
          return target;
        });
  }

  public DataSource dataSource() {
    return database.dataSource();
  }

  /** Finishes what is in flight, within the bound, then refuses every call; idempotent. */
  public void close() {
    if (current.get() != null) {
      throw new StoreUsageException("close the store after its bodies, not inside one");
    }
    if (inFlight.close()) {
      waking.close();
      long began = System.nanoTime();
      inFlight.await(Deadline.in(closeWithin));
      Duration left = closeWithin.minusNanos(System.nanoTime() - began);
      database.close(left.isNegative() ? Duration.ZERO : left);
    }
  }

  /** A body that is handed its context. */
  @FunctionalInterface
  public interface ContextBody<T, X extends Exception> {
    T run(BodyContext context) throws X;
  }

  /** One attempt of an operation. */
  @FunctionalInterface
  interface Attempts<T, X extends Exception> {
    T run(Deadline deadline) throws X;
  }
}
