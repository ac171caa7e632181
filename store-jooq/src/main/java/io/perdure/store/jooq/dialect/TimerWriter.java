package io.perdure.store.jooq.dialect;

import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import java.util.Collection;

/** How one database claims timers. */
public interface TimerWriter {
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
