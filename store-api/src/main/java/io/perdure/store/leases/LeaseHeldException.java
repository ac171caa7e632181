package io.perdure.store.leases;

import io.perdure.store.Owner;
import io.perdure.store.StoreException;
import java.time.Instant;

/**
 * Somebody else holds the resource, and the caller had no use for that answer. Nothing was changed.
 * Thrown by {@link Acquisition#orElseThrow} only.
 */
public final class LeaseHeldException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final String resource;
  private final Owner owner;
  private final long fence;
  private final Instant expiry;

  public LeaseHeldException(Held held) {
    super(
        held.resource()
            + " is held by "
            + held.owner()
            + " with fence "
            + held.fence()
            + " until "
            + held.expiry(),
        null);
    this.resource = held.resource();
    this.owner = held.owner();
    this.fence = held.fence();
    this.expiry = held.expiry();
  }

  public String resource() {
    return resource;
  }

  /** Who holds it. */
  public Owner owner() {
    return owner;
  }

  /** The fence of its lease. */
  public long fence() {
    return fence;
  }

  /** When it ends unless it is renewed, by the store's clock. */
  public Instant expiry() {
    return expiry;
  }
}
