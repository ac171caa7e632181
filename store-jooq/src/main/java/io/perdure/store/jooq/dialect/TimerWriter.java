package io.perdure.store.jooq.dialect;

import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.timers.NewTimer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How one database takes many timers: row by row, or as arrays. */
public interface TimerWriter {
  /**
   * A claim of a timer, as the row has it.
   *
   * @param fireAt in epoch nanoseconds
   */
  record Claim(String workflow, String timer, String token, long fireAt) {}

  /**
   * Inserts or replaces the timers, of which none is there twice. Atomic without a transaction on a
   * database where this is one statement.
   *
   * @return the version of each that changed, 1 for one that is new; none for one that was due at
   *     that instant already
   */
  Map<NewTimer, Long> schedule(Session session, String namespace, List<NewTimer> timers);

  /**
   * Deletes the timers that are still as they were claimed.
   *
   * @param claims none of them twice
   * @return the claims of those that were
   */
  Set<Claim> fired(Session session, String namespace, List<Claim> claims);

  /**
   * Claims what can be claimed, at most as many as the limit, and answers workflow, timer, {@code
   * fire_at} and {@code available_at} of each. Never waits for a row. Parameters: {@code ns},
   * {@code claim}, {@code claim_key}, {@code duration} in nanoseconds, and the clock's.
   */
  LimitedSql claim();

  /**
   * Prolongs what was claimed by a token of the caller's, and answers as {@link #claim}.
   * Parameters: {@code ns}, {@code claim_key}, {@code duration}, and the clock's.
   */
  CompiledSql claimAgain();

  /** The statements it runs, to be compiled at open. */
  Collection<CompiledSql> statements();
}
