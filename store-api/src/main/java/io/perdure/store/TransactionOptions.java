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
 */
public record TransactionOptions(
    Isolation isolation, ConnectionUse connectionUse, Optional<Duration> retryFor) {
  private static final Duration MAX_RETRY = Duration.ofDays(1);
  private static final TransactionOptions DEFAULTS =
      new TransactionOptions(Isolation.NAMED_READS, ConnectionUse.NONE, Optional.empty());

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
  }

  /** Named reads, no connection, the store's own retry time. */
  public static TransactionOptions defaults() {
    return DEFAULTS;
  }

  /** The same, with everything that is read protected. */
  public TransactionOptions serializable() {
    return new TransactionOptions(Isolation.SERIALIZABLE, connectionUse, retryFor);
  }

  /** The same, with the JDBC connection for the body, which then runs alone. */
  public TransactionOptions withConnection() {
    return new TransactionOptions(isolation, ConnectionUse.EXCLUSIVE, retryFor);
  }

  /** The same, retrying transient failures for so long; zero for one attempt. */
  public TransactionOptions retryFor(Duration duration) {
    return new TransactionOptions(
        isolation, connectionUse, Optional.of(Checks.present("retryFor", duration)));
  }
}
