package io.perdure.store.jooq.leases;

import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.leases.LeaseRow.Given;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.leases.Acquired;
import io.perdure.store.leases.Acquisition;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.Leases;
import io.perdure.tables.InstantNanos;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Gives leases, on any way of access.
 *
 * <p>Every change locks the row first, reads the clock then, and decides under that lock; the
 * guards in the writes say the same once more.
 */
public final class SqlLeases extends SqlLeasesReader implements Leases {
  public SqlLeases(Access access, String namespace) {
    super(access, namespace);
  }

  /** The room's statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements() {
    return LeaseSql.ALL;
  }

  @Override
  public Acquisition acquire(String resource, Owner owner, Duration ttl) {
    Checks.id("resource", resource);
    Checks.present("owner", owner);
    Term term = Term.beginning(Checks.duration("ttl", ttl));
    return access.write(
        "leases.acquire",
        WriteMode.OPERATION,
        session -> {
          LeaseRow row = LeaseRows.made(session, namespace, resource);
          Optional<Given> live = row.live();
          if (live.isEmpty()) {
            return new Acquired(give(session, LeaseSql.GIVE, row, owner, Optional.empty(), term));
          }
          return live.get().owner().equals(owner)
              ? new Acquired(extend(session, row, live.get(), term))
              : row.held(live.get());
        });
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    Checks.present("lease", lease);
    Term term = Term.beginning(Checks.duration("ttl", ttl));
    return access.write(
        "leases.renew",
        WriteMode.OPERATION,
        session -> {
          LeaseRow row = LeaseRows.locked(session, namespace, lease.resource());
          if (!row.holds(lease.token(), lease.fence())) {
            throw row.lost(lease.fence());
          }
          return extend(session, row, row.live().orElseThrow(), term);
        });
  }

  @Override
  public void release(Lease lease) {
    Checks.present("lease", lease);
    access.write(
        "leases.release",
        WriteMode.OPERATION,
        session -> {
          LeaseRow row = LeaseRows.locked(session, namespace, lease.resource());
          boolean held = row.holds(lease.token(), lease.fence());
          if (held) {
            one(held(session, LeaseSql.RELEASE, row, lease.token()).update(), row);
            session.met(LeaseFence.of(namespace, lease));
          }
          return held;
        });
  }

  @Override
  public Optional<Lease> takeOver(Held observed, Owner owner, String reason, Duration ttl) {
    Checks.present("observed", observed);
    Checks.present("owner", owner);
    Checks.freeText("reason", reason);
    Term term = Term.beginning(Checks.duration("ttl", ttl));
    Optional<String> why = Optional.of(reason);
    return access.write(
        "leases.takeOver",
        WriteMode.OPERATION,
        session -> {
          LeaseRow row = LeaseRows.locked(session, namespace, observed.resource());
          if (row.fence() == observed.fence() && row.given().isPresent()) {
            return Optional.of(give(session, LeaseSql.TAKE_OVER, row, owner, why, term));
          }
          // Whoever took it over may ask again, having missed the answer.
          return row.live()
              .filter(
                  lease ->
                      row.fence() == observed.fence() + 1
                          && lease.owner().equals(owner)
                          && lease.reason().equals(why))
              .map(lease -> extend(session, row, lease, term));
        });
  }

  private Lease give(
      Session session,
      CompiledSql statement,
      LeaseRow row,
      Owner owner,
      Optional<String> reason,
      Term term) {
    Token token = Token.random();
    long expiresAt = expiry(row, term);
    Bound give =
        LeaseRows.on(session, statement, namespace, row.resource())
            .set("fence", row.fence())
            .set("next", row.fence() + 1)
            .set("token", token.value())
            .set("owner", owner.id())
            .set("incarnation", owner.incarnation())
            .set("expires_at", expiresAt)
            .set("reason", reason.orElse(null));
    if (statement == LeaseSql.GIVE) {
      give.set("now", row.now());
    }
    one(give.update(), row);
    return lease(row.resource(), owner, token, row.fence() + 1, expiresAt, term);
  }

  /** Never to an earlier expiry: a term that was given before counts on the later one. */
  private Lease extend(Session session, LeaseRow row, Given lease, Term term) {
    long expiresAt = Math.max(lease.expiresAt(), expiry(row, term));
    one(
        held(session, LeaseSql.EXTEND, row, lease.token()).set("expires_at", expiresAt).update(),
        row);
    return lease(row.resource(), lease.owner(), lease.token(), row.fence(), expiresAt, term);
  }

  private Bound held(Session session, CompiledSql statement, LeaseRow row, Token token) {
    return LeaseRows.on(session, statement, namespace, row.resource())
        .set("fence", row.fence())
        .set("token", token.value())
        .set("now", row.now());
  }

  private static void one(int changed, LeaseRow row) {
    if (changed != 1) {
      throw new IllegalStateException(
          "the locked row of the lease on " + row.resource() + " moved: is a lock missing?");
    }
  }

  private static long expiry(LeaseRow row, Term term) {
    long length = term.length().toNanos();
    return row.now() > Long.MAX_VALUE - length ? Long.MAX_VALUE : row.now() + length;
  }

  private static Lease lease(
      String resource, Owner owner, Token token, long fence, long expiresAt, Term term) {
    return new Lease(resource, owner, token, fence, InstantNanos.toInstant(expiresAt), term);
  }
}
