package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.aggregate;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.dialect.TaskWriter;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.RowId;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.UpdateConditionStep;

/**
 * Claims in one statement, payloads included. A row that others are changing is left to them.
 *
 * <p>It goes back to the rows that it locked by their place: joined by key, the planner walks the
 * whole namespace at times.
 */
final class PostgresTaskWriter implements TaskWriter {
  private static final LimitedSql CLAIM =
      LimitedSql.of(
          "tasks.claim",
          (dialect, limit) ->
              withPayloads(
                  dialect,
                  TaskClaims.handOut(dialect, at(TaskClaims.places(anybodys(dialect, limit))))));

  private static final LimitedSql CLAIM_ON =
      LimitedSql.of(
          "tasks.claim.on",
          (dialect, limit) ->
              withPayloads(
                  dialect,
                  TaskClaims.handOut(
                      dialect,
                      at(
                          TaskClaims.places(
                              anybodys(dialect, limit),
                              locked(
                                  TaskClaims.free(
                                      dialect, TaskClaims.told("node", PERDURE_TASK.NODE), limit)),
                              limit)))));

  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of(
          "tasks.claim.again",
          dialect -> withPayloads(dialect, TaskClaims.prolong(dialect, TaskClaims.byToken())));

  private static Select<Record3<RowId, Instant, Long>> anybodys(
      Dialect dialect, Field<Long> limit) {
    return locked(TaskClaims.free(dialect, inline(""), limit));
  }

  private static Select<Record3<RowId, Instant, Long>> locked(
      SelectForUpdateStep<Record3<RowId, Instant, Long>> free) {
    return free.forUpdate().skipLocked();
  }

  private static Condition at(Select<Record1<RowId>> places) {
    return PERDURE_TASK.rowid().eq(any(array(places)));
  }

  /**
   * A large payload is put together for its row alone: to join all rows with the chunks of payloads
   * takes a claim a tenth longer, and most have none. Where one is missing, or has not its number,
   * there is nothing, and whoever then reads the chunks meets the gap.
   */
  private static Query withPayloads(Dialect dialect, UpdateConditionStep<?> update) {
    Field<Long> last = aggregate(dialect.function("max"), Long.class, PERDURE_BODY.NO);
    Field<Long> chunks = aggregate(dialect.function("count"), Long.class, PERDURE_BODY.NO);
    // jOOQ has no aggregate that joins bytes, and names their type without its schema.
    Field<byte[]> joined =
        field(
            "{0}({1}, cast('' as pg_catalog.bytea) order by {2})",
            byte[].class, dialect.function("string_agg"), PERDURE_BODY.BYTES, PERDURE_BODY.NO);
    Field<byte[]> large =
        field(
            select(when(chunks.eq(last.plus(inline(1L))), joined))
                .from(PERDURE_BODY)
                .where(TaskClaims.BODIES.of(param("ns", PERDURE_BODY.NS), PERDURE_TASK.BODY)));
    return update.returningResult(
        TaskClaims.columns(
            when(PERDURE_TASK.BODY.isNull(), PERDURE_TASK.PAYLOAD).otherwise(large)));
  }

  @Override
  public LimitedSql claim() {
    return CLAIM;
  }

  @Override
  public LimitedSql claimOn() {
    return CLAIM_ON;
  }

  @Override
  public CompiledSql claimAgain() {
    return CLAIM_AGAIN;
  }
}
