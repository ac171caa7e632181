package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.store.jooq.dialect.TimerParts.CLAIMED;
import static io.perdure.store.jooq.dialect.TimerParts.later;
import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TimerWriter;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import java.util.Collection;
import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.RowId;

/**
 * Claims in one statement.
 *
 * <p>It goes back to the rows that it locked by their place, and the clock is read by subqueries:
 * joined by key, the planner walks the whole namespace at times, and a clock that is read row by
 * row could not bound the scan. A row that others are changing is left to them.
 */
final class PostgresTimerWriter implements TimerWriter {
  private static final LimitedSql CLAIM = LimitedSql.of("timers.claim", PostgresTimerWriter::claim);

  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of("timers.claim.again", PostgresTimerWriter::claimAgain);

  private static Query claim(Dialect dialect, Field<Long> limit) {
    Field<RowId[]> free =
        array(
            select(PERDURE_TIMER.rowid())
                .from(PERDURE_TIMER)
                .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                .and(
                    PERDURE_TIMER.AVAILABLE_AT.le(
                        field(select(dialect.now().coerce(PERDURE_TIMER.AVAILABLE_AT)))))
                .orderBy(PERDURE_TIMER.AVAILABLE_AT, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                .limit(limit)
                .forUpdate()
                .skipLocked());
    return update(PERDURE_TIMER)
        .set(PERDURE_TIMER.CLAIM, param("claim", PERDURE_TIMER.CLAIM))
        .set(PERDURE_TIMER.CLAIM_KEY, param("claim_key", PERDURE_TIMER.CLAIM_KEY))
        .set(PERDURE_TIMER.AVAILABLE_AT, field(select(later(dialect))))
        .where(PERDURE_TIMER.rowid().eq(any(free)))
        .returningResult(CLAIMED);
  }

  private static Query claimAgain(Dialect dialect) {
    return update(PERDURE_TIMER)
        .set(PERDURE_TIMER.AVAILABLE_AT, field(select(later(dialect))))
        .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
        .and(PERDURE_TIMER.CLAIM_KEY.eq(param("claim_key", PERDURE_TIMER.CLAIM_KEY)))
        .returningResult(CLAIMED);
  }

  @Override
  public LimitedSql claim() {
    return CLAIM;
  }

  @Override
  public CompiledSql claimAgain() {
    return CLAIM_AGAIN;
  }

  @Override
  public Collection<CompiledSql> statements() {
    return List.of(CLAIM.any(), CLAIM_AGAIN);
  }
}
