package io.perdure.store.leases;

import io.perdure.store.internal.Checks;
import java.util.Optional;

/**
 * Nobody holds the resource: it was never leased, or its last lease was released or has expired.
 *
 * @param resource 1 to 512 bytes of UTF-8
 * @param fence the fence that was given out last; 0 if none ever was
 */
public record Free(String resource, long fence) implements LeaseState {
  public Free {
    Checks.id("resource", resource);
    Checks.notNegative("fence", fence);
  }

  @Override
  public Optional<Held> held() {
    return Optional.empty();
  }
}
