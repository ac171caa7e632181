package io.perdure.store;

import java.sql.Connection;

/**
 * One namespace of a database, for reading and writing.
 *
 * <p>Every call is a transaction of its own and durable when it returns; {@link #transact} puts
 * many into one. Thread-safe.
 */
public interface Store extends Rooms, StoreReader {
  /**
   * Runs the body in one transaction: all that it wrote is committed when this returns, or nothing
   * is if it throws.
   *
   * <p>The body may run several times: after a transient failure (busy, serialization, deadlock)
   * the transaction is rolled back and the body runs again, within the time allowed. It should
   * therefore do nothing but use its transaction. Inside another body of the same database, on the
   * same thread, this joins that transaction; if it then fails, the outer transaction can only be
   * rolled back.
   *
   * @throws X what the body throws; the transaction is rolled back
   * @throws StoreBusyException if the database stayed busy beyond the time allowed
   * @throws TransactionAbortedException if the body swallowed a database error
   * @throws StoreUnavailableException if the connection was lost
   * @throws LeaseLostException if a lease that fences it is not held any more
   */
  default <T, X extends Exception> T transact(TransactionBody<T, X> body) throws X {
    return transact(TransactionOptions.defaults(), body);
  }

  /** As {@link #transact(TransactionBody)}, with options. */
  <T, X extends Exception> T transact(TransactionOptions options, TransactionBody<T, X> body)
      throws X;

  /**
   * Binds the rooms to a transaction that the caller, or a framework, has opened on a connection of
   * the store's own database; who opened it commits it. Nothing is retried, and what the store
   * throws is the caller's to act upon: after a database error the transaction must be rolled back.
   * The store cannot see its end, so that the lease of a fenced append is judged when it appends;
   * from then until the end nobody can take it over.
   *
   * <p>The connection must not be in auto-commit mode and must be one of the store's own data
   * source; any other is refused.
   *
   * @throws StoreUsageException if the connection is not one of this store or has no transaction
   */
  Transaction join(Connection connection);
}
