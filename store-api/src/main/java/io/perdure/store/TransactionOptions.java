package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * How a transaction is to run.
 *
 * @param isolation how what the body reads is protected
 * @param connectionUse whether the body may use the JDBC connection
 * @param retryFor how long transient failures are retried before {@link StoreBusyException},
 *     counted from the call; empty for the store's own setting (15 s unless set)
 * @param fence the lease that must still be held when the transaction ends; see {@link #fencedBy}
 */
public record TransactionOptions(
    Isolation isolation,
    ConnectionUse connectionUse,
    Optional<Duration> retryFor,
    Optional<Lease> fence) {
  private static final Duration MAX_RETRY = Duration.ofDays(1);
  private static final TransactionOptions DEFAULTS =
      new TransactionOptions(
          Isolation.NAMED_READS, ConnectionUse.NONE, Optional.empty(), Optional.empty());

  /** How what a body reads is protected against others' writes until it commits. */
  public enum Isolation {
    /** Only what the body names: an expected head, a key, a lock. READ COMMITTED on Postgres. */
    NAMED_READS,
    /** Everything. SERIALIZABLE on Postgres; on SQLite every transaction is. */
    SERIALIZABLE
  }

  /** Whether a body uses the JDBC connection of its transaction. */
  public enum ConnectionUse {
    /** {@link Transaction#connection()} is refused. */
    NONE,
    /** The body may use the connection, and shares its commit with no other. */
    EXCLUSIVE
  }

  public TransactionOptions {
    Checks.present("isolation", isolation);
    Checks.present("connectionUse", connectionUse);
    Checks.present("retryFor", retryFor);
    retryFor.ifPresent(
        duration -> {
          if (duration.isNegative() || duration.compareTo(MAX_RETRY) > 0) {
            throw new IllegalArgumentException("retryFor must be within 0..1 day, not " + duration);
          }
        });
    Checks.present("fence", fence);
  }

  /** Named reads, no connection, the store's own retry time, no lease. */
  public static TransactionOptions defaults() {
    return DEFAULTS;
  }

  /** The same, with everything that is read protected. */
  public TransactionOptions serializable() {
    return new TransactionOptions(Isolation.SERIALIZABLE, connectionUse, retryFor, fence);
  }

  /** The same, with the JDBC connection for the body, which then runs alone. */
  public TransactionOptions withConnection() {
    return new TransactionOptions(isolation, ConnectionUse.EXCLUSIVE, retryFor, fence);
  }

  /** The same, retrying transient failures for so long; zero for one attempt. */
  public TransactionOptions retryFor(Duration duration) {
    return new TransactionOptions(
        isolation, connectionUse, Optional.of(Checks.present("retryFor", duration)), fence);
  }

  /**
   * The same, committed only if that lease is still held at its end: its token and fence are the
   * stored ones and it has not expired, judged by the last statement before the commit, by the
   * store's clock. Otherwise {@link LeaseLostException}, and nothing is written.
   *
   * <p>Nobody can take the lease over between that statement and the commit. It may be renewed
   * meanwhile, by whomever. A body that releases it has had its check by that: nothing else needs
   * to hold at the end. A transaction that joins another adds its lease to the other's: all of them
   * must be held when the outermost ends.
   */
  public TransactionOptions fencedBy(Lease lease) {
    return new TransactionOptions(
        isolation, connectionUse, retryFor, Optional.of(Checks.present("lease", lease)));
  }
}
