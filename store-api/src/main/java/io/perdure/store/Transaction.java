package io.perdure.store;

import java.sql.Connection;
import java.time.Instant;

/**
 * All rooms, bound to one transaction. Valid inside its body and on the body's thread only.
 *
 * <p>On SQLite a transaction excludes every other writer. On Postgres it is READ COMMITTED unless
 * asked otherwise: what a body has read is protected only if it names it in a write (an expected
 * head) or takes {@link #lock}.
 */
public interface Transaction extends Rooms, Snapshot {
  /**
   * The store's clock, read now: what decides what is due, live or expired. Never earlier than the
   * moment at which the transaction got its locks.
   */
  Instant now();

  /**
   * Waits until no other transaction of this namespace holds the lock of that name, and holds it
   * until this transaction ends. What is read after it returns cannot be changed by others that
   * take the same lock first.
   *
   * @param name 1 to 512 bytes of UTF-8
   */
  void lock(String name);

  /**
   * The JDBC connection of this transaction, for statements of the caller's own in the same commit.
   * It refuses commit, rollback, close and statements that begin or end transactions.
   *
   * @throws StoreUsageException unless the transaction was begun with {@link
   *     TransactionOptions#withConnection()}
   */
  Connection connection();
}
