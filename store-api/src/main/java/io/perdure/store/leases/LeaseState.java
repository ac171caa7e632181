package io.perdure.store.leases;

import java.util.Optional;

/** What the store says of a resource: that it is free, or who holds it. Without the token. */
public sealed interface LeaseState permits Free, Held {
  /** The resource that was asked for. */
  String resource();

  /** The fence that was given out last; 0 if none ever was. */
  long fence();

  /** Who holds it, if anybody does. */
  Optional<Held> held();
}
