package io.perdure.store.leases;

import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Owner;
import java.time.Duration;
import java.util.Optional;

/**
 * The leases of a namespace: at most one holder per resource at any time, by the store's clock.
 *
 * <p>Each time a resource is given anew its fence grows, for ever: through release, expiry, and
 * whatever becomes of what the resource names. All durations are 1 ms to 365 days, counted by the
 * store's clock from when the row of the lease was locked. An idea of Martin Kleppmann's "How to do
 * distributed locking" (2016).
 */
public interface Leases extends LeasesReader {
  /**
   * Acquires the resource if it is free: with a new token and the next fence. An owner that holds
   * it already, in the same incarnation, gets its lease again, with token and fence as they were
   * and the expiry at least so far from now; calling again after a lost answer is therefore safe.
   *
   * @param resource 1 to 512 bytes of UTF-8
   * @return the lease, or who holds it
   */
  Acquisition acquire(String resource, Owner owner, Duration ttl);

  /**
   * Extends a lease that is still held: it expires so far from now, and never earlier than it did.
   *
   * @return the same lease with its new expiry and term
   * @throws LeaseLostException if it has expired, or the resource was released or given anew
   */
  Lease renew(Lease lease, Duration ttl);

  /** Gives the resource up; its fence stays. Nothing happens if the lease is not held any more. */
  void release(Lease lease);

  /**
   * Takes the resource from the lease that was observed, also before it expires; who held it finds
   * it lost at its next renewal or fenced transaction.
   *
   * <p>Succeeds only if the stored lease is still the observed one, renewed or not, expired or not:
   * of several that observed it one wins. The winner may call again after a lost answer.
   *
   * @param observed as {@link #find} or {@link #acquire} told it
   * @param owner who takes it
   * @param reason kept for people, and told by {@link Held#reason}; up to 8 KiB of UTF-8
   * @return the new lease; empty if the observed one was released or given anew meanwhile
   */
  Optional<Lease> takeOver(Held observed, Owner owner, String reason, Duration ttl);
}
