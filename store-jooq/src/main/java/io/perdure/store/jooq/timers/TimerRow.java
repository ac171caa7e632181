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
 */
record TimerRow(
    String workflow, String timer, long fireAt, long availableAt, @Nullable String claim) {
  static final String TABLE = "perdure_timer";

  /** Roughly what the entry has beside its ids. */
  private static final int FIXED_BYTES = 32;

  /** Reads the columns in the order of {@link TimersSql#FIND}. */
  static TimerRow of(ResultSet row) throws SQLException {
    return new TimerRow(
        row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getString(5));
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
            new Timer(
                new WorkflowId(workflow),
                Checks.id("timer", timer),
                InstantNanos.toInstant(fireAt),
                claimedUntil()));
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
                InstantNanos.toInstant(fireAt),
                token,
                InstantNanos.toInstant(availableAt),
                term));
  }

  String key() {
    return workflow + " timer " + timer;
  }
}
