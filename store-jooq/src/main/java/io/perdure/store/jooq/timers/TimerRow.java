package io.perdure.store.jooq.timers;

import io.perdure.store.PageToken;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Timer;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code perdure_timer} as it is stored.
 *
 * @param availableAt when it can be claimed: while it has a claim, when that expires
 * @param claim the token that holds it, if one does
 * @param missing a column of which the row has no value though it may never be without
 */
record TimerRow(
    String workflow,
    String timer,
    long fireAt,
    long availableAt,
    @Nullable String claim,
    @Nullable String missing) {
  static final String TABLE = "perdure_timer";

  /** Roughly what the entry has beside its ids. */
  private static final int FIXED_BYTES = 32;

  /** Reads the columns in the order of {@link TimersSql#FIND}. */
  static TimerRow of(ResultSet row) throws SQLException {
    return of(row, row.getString(5));
  }

  /** Reads what a claim answers of each timer that it holds by that token. */
  static TimerRow of(ResultSet row, @Nullable String claim) throws SQLException {
    long fireAt = row.getLong(3);
    String missing = Corrupt.missing(row, fireAt, "fire_at", null);
    long availableAt = row.getLong(4);
    missing = Corrupt.missing(row, availableAt, "available_at", missing);
    return new TimerRow(row.getString(1), row.getString(2), fireAt, availableAt, claim, missing);
  }

  long bytes() {
    return Paging.length(workflow) + Paging.length(timer) + FIXED_BYTES;
  }

  /**
   * The timer that the row says.
   *
   * @param next what {@link io.perdure.store.CorruptRecordException} carries if it says nothing
   *     sensible
   */
  Timer timer(Optional<PageToken> next) {
    return Corrupt.row(
        TABLE,
        key(),
        next,
        () ->
            new Timer(new WorkflowId(workflow), Checks.id("timer", timer), due(), claimedUntil()));
  }

  /** The first that is read of a row: of one that is not complete nothing is. */
  private Instant due() {
    Corrupt.complete(missing);
    return InstantNanos.toInstant(fireAt);
  }

  private Optional<Instant> claimedUntil() {
    if (claim == null) {
      if (availableAt != fireAt) {
        throw new IllegalStateException("available at another instant than it fires, and no claim");
      }
      return Optional.empty();
    }
    Token.of(claim);
    return Optional.of(InstantNanos.toInstant(availableAt));
  }

  /** The timer that a claim has just taken. */
  ClaimedTimer claimed(Token token, Term term) {
    return Corrupt.row(
        TABLE,
        key(),
        Optional.empty(),
        () ->
            new ClaimedTimer(
                new WorkflowId(workflow),
                timer,
                due(),
                token,
                InstantNanos.toInstant(availableAt),
                term));
  }

  String key() {
    return workflow + " timer " + timer;
  }
}
