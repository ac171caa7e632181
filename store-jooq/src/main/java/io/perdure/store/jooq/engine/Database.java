package io.perdure.store.jooq.engine;

import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.Statements;
import io.perdure.store.jooq.waking.Signals;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * An open database: how work gets a connection and a transaction on it. Thread-safe.
 *
 * <p>Each call is one attempt. A transient error rolls it back and is thrown as {@link RunAgain};
 * other database errors are thrown as {@link io.perdure.store.StoreException}.
 */
public interface Database {
  Statements statements();

  /**
   * Runs the work in a transaction that writes, and answers when it is committed.
   *
   * @throws X what the work throws; rolled back
   * @throws io.perdure.store.StoreInterruptedException if interrupted before the work began
   */
  <T, X extends Exception> T write(WriteMode mode, Deadline deadline, Work<T, X> work) throws X;

  /** Runs work that reads; each of its statements sees what was committed before it. */
  <T, X extends Exception> T read(Deadline deadline, Work<T, X> work) throws X;

  /** Runs work that reads, all of it seeing one state. */
  <T, X extends Exception> T snapshot(Deadline deadline, Work<T, X> work) throws X;

  /**
   * A session on a connection whose transaction the caller has begun.
   *
   * @throws io.perdure.store.StoreUsageException if it is not one of this database's, or has none
   */
  Session join(Connection connection);

  /** Connections on which a caller may open a transaction for {@link #join}. */
  DataSource dataSource();

  /**
   * Copies the database, as it is at one moment, into a file.
   *
   * @throws io.perdure.store.StoreUsageException if the target is in the way, or if backups are
   *     made by the database's own tools
   */
  void backup(Path target);

  /** How this process and others on the same database tell each other that something is ready. */
  default Signals signals() {
    return Signals.NONE;
  }

  /** Finishes what is in flight within the bound, then refuses; idempotent. */
  void close(Duration within);
}
