package io.perdure.store.leases;

import io.perdure.store.Lease;
import java.util.Optional;
import java.util.function.Consumer;

/** What became of an attempt to acquire a resource: {@link Acquired}, or somebody has it. */
public sealed interface Acquisition permits Acquired, Held {
  /** The lease, if it was acquired. */
  Optional<Lease> lease();

  /**
   * The lease.
   *
   * @throws LeaseHeldException if somebody else holds the resource
   */
  Lease orElseThrow();

  /** Runs the action with who holds the resource, if that is somebody else. */
  void ifHeld(Consumer<? super Held> action);
}
