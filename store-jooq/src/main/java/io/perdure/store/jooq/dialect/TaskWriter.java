package io.perdure.store.jooq.dialect;

import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import java.util.Collection;
import java.util.List;

/** How one database claims tasks. */
public interface TaskWriter {
  /**
   * Claims tasks that anybody may have, at most as many as the limit, and fails those that were
   * handed out too often. Never waits for a row. Parameters: {@code ns}, {@code queue}, {@code
   * claim}, {@code claim_key}, {@code duration} in nanoseconds, and the clock's. The answer has
   * {@link TaskClaims#columns} of each task, in any order.
   */
  LimitedSql claim();

  /** As {@link #claim}, also for tasks that are pinned to the parameter {@code node}. */
  LimitedSql claimOn();

  /**
   * Prolongs what was claimed by a token of the caller's, and answers as {@link #claim}.
   * Parameters: {@code ns}, {@code claim_key}, {@code duration}, and the clock's.
   */
  CompiledSql claimAgain();

  /** The statements, to be compiled at open. */
  default Collection<CompiledSql> statements() {
    return List.of(claim().any(), claimOn().any(), claimAgain());
  }
}
