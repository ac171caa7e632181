package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.time.Instant;

/**
 * A lease as its holder has it: what proves that the resource is the owner's until it expires.
 *
 * <p>The holder stops when its own {@link #term} is over and never compares the expiry with a clock
 * of its own. A {@linkplain TransactionOptions#fencedBy fenced} transaction is safe even if the
 * holder notices too late. Two leases are equal only if they are of one answer.
 *
 * @param resource what it is for; 1 to 512 bytes of UTF-8
 * @param owner who holds it
 * @param token what proves it; stays the same until the lease is given anew
 * @param fence at least 1; greater than that of every earlier lease on the resource, for systems
 *     beside the store that can refuse lower ones
 * @param expiry when others may acquire the resource, by the store's clock
 * @param term for how long it is held at least, as the holder counts
 */
public record Lease(
    String resource, Owner owner, Token token, long fence, Instant expiry, Term term) {
  public Lease {
    Checks.id("resource", resource);
    Checks.present("owner", owner);
    Checks.present("token", token);
    Checks.between("fence", fence, 1, Long.MAX_VALUE);
    Checks.instant("expiry", expiry);
    Checks.present("term", term);
  }
}
