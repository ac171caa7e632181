package io.perdure.store.leases;

import io.perdure.store.Lease;
import io.perdure.store.internal.Checks;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The lease is the caller's.
 *
 * @param acquired what proves it
 */
public record Acquired(Lease acquired) implements Acquisition {
  public Acquired {
    Checks.present("acquired", acquired);
  }

  @Override
  public Optional<Lease> lease() {
    return Optional.of(acquired);
  }

  @Override
  public Lease orElseThrow() {
    return acquired;
  }

  @Override
  public void ifHeld(Consumer<? super Held> action) {
    Checks.present("action", action);
  }
}
