package io.perdure.store.leases;

import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.internal.Checks;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Somebody holds the resource. What others may know of the lease: it has no token.
 *
 * @param resource 1 to 512 bytes of UTF-8
 * @param owner who holds it
 * @param fence of its lease; at least 1
 * @param expiry when it ends unless it is renewed, by the store's clock
 * @param reason why it was taken over from who held it before; empty if it was acquired
 */
public record Held(
    String resource, Owner owner, long fence, Instant expiry, Optional<String> reason)
    implements LeaseState, Acquisition {
  public Held {
    Checks.id("resource", resource);
    Checks.present("owner", owner);
    Checks.between("fence", fence, 1, Long.MAX_VALUE);
    Checks.instant("expiry", expiry);
    Checks.present("reason", reason).ifPresent(text -> Checks.freeText("reason", text));
  }

  @Override
  public Optional<Held> held() {
    return Optional.of(this);
  }

  @Override
  public Optional<Lease> lease() {
    return Optional.empty();
  }

  @Override
  public Lease orElseThrow() {
    throw new LeaseHeldException(this);
  }

  @Override
  public void ifHeld(Consumer<? super Held> action) {
    Checks.present("action", action).accept(this);
  }
}
