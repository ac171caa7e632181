package io.perdure.store;

/** What is to happen in one transaction. */
@FunctionalInterface
public interface TransactionBody<T, X extends Exception> {
  /** Uses the transaction and answers; may throw its own exception, which rolls back. */
  T run(Transaction transaction) throws X;
}
