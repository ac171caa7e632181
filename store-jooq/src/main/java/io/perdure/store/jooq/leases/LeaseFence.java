package io.perdure.store.jooq.leases;

import io.perdure.store.Lease;
import io.perdure.store.Token;
import io.perdure.store.jooq.sql.EndCheck;
import io.perdure.store.jooq.sql.Session;

/**
 * That a lease is held when a transaction ends; its statement is the last one before the commit.
 *
 * <p>Why that is enough, although the commit comes later and the lease may expire between the two:
 * an expired lease harms nobody until another holder is given the resource, and that needs the row.
 * On Postgres the statement has locked it, and the lock is let go only when the commit is there for
 * all to see; who acquires or takes over waits for that, then reads the clock, and finds the
 * committed state. On SQLite every giving is a write, and the transaction has the write lock of the
 * file from its beginning until its commit. There a commit may be shared: who comes later in the
 * same batch may be given the resource, on top of what this body wrote, and is answered only when
 * both are committed; who came earlier is seen by the check, committed or not; and if the shared
 * commit fails, each body runs again alone, and its check with it. So everything that is committed
 * under a fence comes before whatever is done under a higher one.
 *
 * <p>A renewal meanwhile changes the expiry only: it waits for the transaction, or the transaction
 * for it.
 */
public record LeaseFence(String namespace, String resource, Token token, long fence)
    implements EndCheck {
  /** That this lease of that namespace is held. */
  public static LeaseFence of(String namespace, Lease lease) {
    return new LeaseFence(namespace, lease.resource(), lease.token(), lease.fence());
  }

  @Override
  public void run(Session session) {
    LeaseRow stored = LeaseRows.locked(session, namespace, resource);
    if (!stored.holds(token, fence)) {
      throw stored.lost(fence);
    }
  }
}
