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
   * Runs the body in one transaction, once: the key and the body's answer are committed with what
   * it wrote, and a repeat with the same key is answered the same, without running the body.
   *
   * <p>Repeating is always safe. After {@link StoreUnavailableException}, whether or not its
   * outcome is unknown, and after the death of the process, call again with the same key until
   * there is an answer. See {@link Once} for who waits for whom, and for what is kept.
   *
   * @throws IdempotencyConflictException if the key was used before with another request
   * @throws CorruptRecordException if what is kept under the key is no answer
   */
  default <T, X extends Exception> T transact(Once<T> once, TransactionBody<T, X> body) throws X {
    return transact(once, TransactionOptions.defaults(), body);
  }

  /**
   * As {@link #transact(Once, TransactionBody)}, with options. A lease that fences the transaction
   * must be held when the body has run; a repeat is answered without it, since it writes nothing.
   *
   * <p>Inside another body this joins that transaction: the key is committed with it or not at all.
   */
  <T, X extends Exception> T transact(
      Once<T> once, TransactionOptions options, TransactionBody<T, X> body) throws X;

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
