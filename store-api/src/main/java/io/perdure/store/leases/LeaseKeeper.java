package io.perdure.store.leases;

import io.perdure.store.Lease;
import io.perdure.store.Store;
import io.perdure.store.internal.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Renews leases of one store in the background, until they are released or lost, or it is closed.
 *
 * <p>A renewal that does not reach the database, or finds it busy, is tried again and is not a
 * loss: the lease is lost when the store says so, or when the holder's own count of its time is
 * over. One daemon thread renews all leases. Another watches their time, so that a renewal that
 * hangs does not hold back the news. Thread-safe.
 */
public final class LeaseKeeper implements AutoCloseable {
  private static final int LEAST_ROUNDS = 3;
  private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(1);

  private final Store store;
  private final Duration ttl;
  private final Duration renewEvery;
  private final ScheduledThreadPoolExecutor renewals = daemon("perdure-lease-renewals");
  private final ScheduledThreadPoolExecutor watch = daemon("perdure-lease-watch");
  private final Set<Keeping> all = ConcurrentHashMap.newKeySet();

  private LeaseKeeper(Store store, Duration ttl, Duration renewEvery) {
    this.store = store;
    this.ttl = ttl;
    this.renewEvery = renewEvery;
  }

  /** Renews leases of that store for {@code ttl}, each third of it; 3 ms to 365 days. */
  public static LeaseKeeper of(Store store, Duration ttl) {
    return of(store, ttl, Checks.duration("ttl", ttl).dividedBy(LEAST_ROUNDS));
  }

  /**
   * Renews leases of that store.
   *
   * @param ttl for how long each renewal asks; 3 ms to 365 days
   * @param renewEvery how often; 1 ms to a third of {@code ttl}
   */
  public static LeaseKeeper of(Store store, Duration ttl, Duration renewEvery) {
    Checks.present("store", store);
    Checks.duration("ttl", ttl);
    Checks.duration("renewEvery", renewEvery);
    if (renewEvery.multipliedBy(LEAST_ROUNDS).compareTo(ttl) > 0) {
      throw new IllegalArgumentException(
          "renewEvery must be at most a third of ttl (" + ttl + "), not " + renewEvery);
    }
    return new LeaseKeeper(store, ttl, renewEvery);
  }

  /**
   * Keeps the lease from now on. Its first renewal comes at once, so that it is held for {@code
   * ttl}, whatever it was given for.
   *
   * @param listener told if it is lost; not if it is stopped or released before
   * @throws IllegalStateException if the keeper is closed
   */
  public KeptLease keep(Lease lease, LossListener listener) {
    Keeping keeping =
        new Keeping(this, Checks.present("lease", lease), Checks.present("listener", listener));
    all.add(keeping);
    if (renewals.isShutdown()) {
      keeping.stop();
      throw new IllegalStateException("the keeper is closed");
    }
    keeping.begin();
    return keeping;
  }

  /** Stops to renew; what is kept is held until it expires. Idempotent. */
  @Override
  public void close() {
    renewals.shutdownNow();
    List.copyOf(all).forEach(KeptLease::stop);
    watch.shutdown();
  }

  /**
   * Stops to renew, and gives up in the store what is kept, one by one. Idempotent.
   *
   * @throws io.perdure.store.StoreException if one could not be released: that one and those behind
   *     it are held until they expire
   */
  public void releaseAndClose() {
    try {
      List.copyOf(all).forEach(KeptLease::release);
    } finally {
      close();
    }
  }

  Store store() {
    return store;
  }

  Duration ttl() {
    return ttl;
  }

  Duration renewEvery() {
    return renewEvery;
  }

  /** How long one attempt may take: not into the next one. */
  Duration attempt() {
    return renewEvery.compareTo(LONGEST_ATTEMPT) < 0 ? renewEvery : LONGEST_ATTEMPT;
  }

  void renewal(Duration in, Runnable action) {
    schedule(renewals, in, action);
  }

  void watch(Duration in, Runnable action) {
    schedule(watch, in, action);
  }

  void forget(Keeping keeping) {
    all.remove(keeping);
  }

  private static void schedule(ScheduledThreadPoolExecutor executor, Duration in, Runnable action) {
    ScheduledFuture<?> unused = executor.schedule(action, in.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** One daemon thread, which drops what comes after its end. */
  private static ScheduledThreadPoolExecutor daemon(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }
}
