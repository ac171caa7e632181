package io.perdure.store.jooq.leases;

import io.perdure.store.LeaseLostException;
import io.perdure.store.Owner;
import io.perdure.store.Token;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.LeaseState;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code perdure_lease}, and the store's clock when it was read.
 *
 * @param fence 0 in a row that was only made to be locked
 * @param given the lease that was given last and not released, expired or not
 * @param now in epoch nanoseconds; with a locked row, read after it was locked
 */
record LeaseRow(String resource, long fence, Optional<Given> given, long now) {
  private static final String TABLE = "perdure_lease";

  /**
   * A lease that was given and not released.
   *
   * @param expiresAt in epoch nanoseconds
   */
  record Given(Token token, Owner owner, long expiresAt, Optional<String> reason) {}

  /** Reads the columns in the order of {@link LeaseSql#FIND}. */
  static LeaseRow of(String resource, ResultSet row) throws SQLException {
    Long fence = Corrupt.number(row, 1);
    String token = row.getString(2);
    String owner = row.getString(3);
    String incarnation = row.getString(4);
    Long expiresAt = Corrupt.number(row, 5);
    String reason = row.getString(6);
    long now = row.getLong(7);
    return Corrupt.row(
        TABLE,
        resource,
        Optional.empty(),
        () ->
            new LeaseRow(
                resource,
                Corrupt.present("fence", fence),
                given(
                    Corrupt.present("fence", fence), token, owner, incarnation, expiresAt, reason),
                now));
  }

  private static Optional<Given> given(
      long fence,
      @Nullable String token,
      @Nullable String owner,
      @Nullable String incarnation,
      @Nullable Long expiresAt,
      @Nullable String reason) {
    if (fence < (token == null ? 0 : 1)) {
      throw new IllegalStateException("fence " + fence);
    }
    if (token == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Given(
            Token.of(token),
            new Owner(Corrupt.present("owner", owner), Corrupt.present("incarnation", incarnation)),
            Corrupt.present("expires_at", expiresAt),
            Corrupt.freeText("reason", reason)));
  }

  /** The lease that is held now, if any is. */
  Optional<Given> live() {
    return given.filter(lease -> lease.expiresAt > now);
  }

  /** Whether that lease is held now. */
  boolean holds(Token token, long fence) {
    return this.fence == fence && live().filter(lease -> lease.token.equals(token)).isPresent();
  }

  /** What everybody may know. */
  LeaseState state() {
    return live().<LeaseState>map(this::held).orElseGet(() -> new Free(resource, fence));
  }

  /** What everybody may know of the lease that is held. */
  Held held(Given lease) {
    return new Held(
        resource, lease.owner, fence, InstantNanos.toInstant(lease.expiresAt), lease.reason);
  }

  /** That the lease of that fence is not held, and why. */
  LeaseLostException lost(long lostFence) {
    return new LeaseLostException(resource, lostFence, fence, how(lostFence));
  }

  private String how(long lostFence) {
    if (given.isEmpty()) {
      return fence == lostFence
          ? "was released"
          : "is lost: the resource was given anew, with fence " + fence + ", and released";
    }
    Given last = given.get();
    String until = InstantNanos.toInstant(last.expiresAt).toString();
    return fence == lostFence
        ? "expired at " + until + ", or its token is not the one that was given"
        : "is lost to "
            + last.owner
            + " with fence "
            + fence
            + " until "
            + until
            + last.reason.map(reason -> ", who took it over: " + reason).orElse("");
  }
}
