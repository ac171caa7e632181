package io.perdure;

import io.perdure.store.StoreListener;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Database;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.jooq.engine.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is chosen when a database is opened, whichever it is. Each method changes this object and
 * answers it; not thread-safe.
 *
 * @param <S> the options of one database
 */
public abstract sealed class OpenOptions<S extends OpenOptions<S>>
    permits SqliteOptions, PostgresOptions {
  private static final int MAX_PAYLOAD = 64 << 20;
  private static final Duration MAX_DURATION = Duration.ofDays(1);

  boolean migrateOnOpen;
  int payloadLimit = 16 << 20;
  Duration retryFor = Duration.ofSeconds(15);
  Duration closeWithin = Duration.ofSeconds(15);
  Duration pollEvery = Duration.ofMillis(500);
  Supplier<Duration> clockOffset = () -> Duration.ZERO;
  final List<StoreListener> listeners = new ArrayList<>();

  OpenOptions() {}

  abstract S self();

  /** Opens the database for reading and writing; see {@link Perdure}. */
  public abstract Perdure open();

  /** Opens the database for reading only: the database itself refuses this handle every write. */
  public abstract PerdureReader openReadOnly();

  /** Creates or migrates the schema when opening; otherwise an absent or older one is refused. */
  public S migrateOnOpen() {
    migrateOnOpen = true;
    return self();
  }

  /** The most bytes of one payload, 1 to 64 MiB; 16 MiB unless set. */
  public S payloadLimit(int bytes) {
    payloadLimit = (int) Checks.between("payload limit", bytes, 1, MAX_PAYLOAD);
    return self();
  }

  /** How long transient failures are retried, up to a day; 15 s unless set. */
  public S retryFor(Duration duration) {
    retryFor = duration("retryFor", duration);
    return self();
  }

  /** How long {@code close} waits for what is in flight, up to a day; 15 s unless set. */
  public S closeWithin(Duration duration) {
    closeWithin = duration("closeWithin", duration);
    return self();
  }

  /**
   * How often whoever {@linkplain io.perdure.store.StoreReader#awaitDue waits} looks in any case, 1
   * ms to a day; 500 ms unless set. Commits of this process wake at once, and on Postgres those of
   * others do, too: this is how others' commits are noticed where there is no signal.
   */
  public S pollEvery(Duration interval) {
    pollEvery = duration("pollEvery", interval);
    if (pollEvery.toMillis() < 1) {
      throw new IllegalArgumentException("pollEvery must be at least 1 ms, not " + interval);
    }
    return self();
  }

  /** Tells that listener of every operation; several may be added. */
  public S listener(StoreListener listener) {
    listeners.add(Checks.present("listener", listener));
    return self();
  }

  /** Moves the store's clock by what the supplier answers, asked at each reading: for tests. */
  public S clockOffset(Supplier<Duration> offset) {
    clockOffset = Checks.present("clockOffset", offset);
    return self();
  }

  final Engine engine(Database database) {
    return new Engine(
        database,
        new Limits(payloadLimit),
        retryFor,
        closeWithin,
        pollEvery,
        List.copyOf(listeners));
  }

  static Duration duration(String argument, Duration duration) {
    Checks.present(argument, duration);
    if (duration.isNegative() || duration.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException(argument + " must be within 0..1 day, not " + duration);
    }
    return duration;
  }
}
