package io.perdure.store.jooq.dialect.sqlite;

import static io.perdure.store.jooq.dialect.TimerParts.CLAIMED;
import static io.perdure.store.jooq.dialect.TimerParts.later;
import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.with;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TimerWriter;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record2;

/** Claims where nobody else writes meanwhile. */
final class SqliteTimerWriter implements TimerWriter {
  /**
   * Knowing that the column is never missing, SQLite would take a row where it is for one that is
   * before all: it would be handed out before it is due.
   */
  private static final Field<Instant> EARLIEST =
      inline(InstantNanos.toInstant(Long.MIN_VALUE), PERDURE_TIMER.AVAILABLE_AT);

  private static final LimitedSql CLAIM = LimitedSql.of("timers.claim", SqliteTimerWriter::claim);

  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of("timers.claim.again", SqliteTimerWriter::claimAgain);

  private static Query claim(Dialect dialect, Field<Long> limit) {
    CommonTableExpression<Record2<String, String>> free =
        name("free")
            .as(
                select(PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                    .from(PERDURE_TIMER)
                    .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                    .and(PERDURE_TIMER.AVAILABLE_AT.ge(EARLIEST))
                    .and(
                        PERDURE_TIMER.AVAILABLE_AT.le(
                            dialect.now().coerce(PERDURE_TIMER.AVAILABLE_AT)))
                    .orderBy(
                        PERDURE_TIMER.AVAILABLE_AT, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                    .limit(limit));
    return with(free)
        .update(PERDURE_TIMER)
        .set(PERDURE_TIMER.CLAIM, param("claim", PERDURE_TIMER.CLAIM))
        .set(PERDURE_TIMER.CLAIM_KEY, param("claim_key", PERDURE_TIMER.CLAIM_KEY))
        .set(PERDURE_TIMER.AVAILABLE_AT, later(dialect))
        .from(free)
        .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
        .and(PERDURE_TIMER.WORKFLOW.eq(free.field(PERDURE_TIMER.WORKFLOW)))
        .and(PERDURE_TIMER.TIMER.eq(free.field(PERDURE_TIMER.TIMER)))
        .returningResult(CLAIMED);
  }

  /**
   * Looks for the keys first: all that the index has, without which the planner would not use it.
   */
  private static Query claimAgain(Dialect dialect) {
    CommonTableExpression<Record2<String, String>> held =
        name("held")
            .as(
                select(PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                    .from(PERDURE_TIMER)
                    .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                    .and(PERDURE_TIMER.CLAIM_KEY.eq(param("claim_key", PERDURE_TIMER.CLAIM_KEY))));
    return with(held)
        .update(PERDURE_TIMER)
        .set(PERDURE_TIMER.AVAILABLE_AT, later(dialect))
        .from(held)
        .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
        .and(PERDURE_TIMER.WORKFLOW.eq(held.field(PERDURE_TIMER.WORKFLOW)))
        .and(PERDURE_TIMER.TIMER.eq(held.field(PERDURE_TIMER.TIMER)))
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
