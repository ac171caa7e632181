package io.perdure.store.jooq.timers;

import io.perdure.store.timers.ClaimedTimer;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A claim of a timer, as the row has it.
 *
 * @param fireAt in epoch nanoseconds
 */
record TimerClaim(String workflow, String timer, String token, long fireAt) {
  static TimerClaim of(ClaimedTimer claimed) {
    return new TimerClaim(
        claimed.workflow().value(),
        claimed.timer(),
        claimed.token().value(),
        InstantNanos.toNanos(claimed.fireAt()));
  }

  /** Reads workflow, timer, claim and when it was due. */
  static TimerClaim of(ResultSet row) throws SQLException {
    return new TimerClaim(row.getString(1), row.getString(2), row.getString(3), row.getLong(4));
  }
}
