package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;

/** The statements of those who hold claims. */
final class SettleSql {
  static final CompiledSql SETTLE = CompiledSql.of("tasks.settle", SettleSql::settle);

  /** Which of the claims had ended their task with that very outcome. */
  static final CompiledSql SETTLED_BEFORE =
      CompiledSql.of(
          "tasks.settled",
          dialect ->
              select(
                      PERDURE_TASK.WORKFLOW,
                      PERDURE_TASK.KEY,
                      PERDURE_TASK.CLAIM,
                      PERDURE_TASK.STATE,
                      PERDURE_TASK.REASON)
                  .from(PERDURE_TASK)
                  .join(dialect.many().table(ManyColumns.ENDED))
                  .on(TaskParts.named())
                  .where(TaskParts.namespace())
                  .and(PERDURE_TASK.CLAIM.eq(ManyRows.of(PERDURE_TASK.CLAIM)))
                  .and(PERDURE_TASK.STATE.eq(ManyRows.of(PERDURE_TASK.STATE)))
                  .and(
                      coalesce(PERDURE_TASK.REASON, inline(""))
                          .eq(coalesce(ManyRows.of(PERDURE_TASK.REASON), inline("")))));

  static final CompiledSql HEARTBEAT =
      CompiledSql.of(
          "tasks.heartbeat",
          dialect ->
              update(PERDURE_TASK)
                  .set(
                      PERDURE_TASK.AVAILABLE_AT,
                      TaskParts.NOW
                          .plus(param("duration", Long.class))
                          .coerce(PERDURE_TASK.AVAILABLE_AT))
                  .from(TaskParts.clock(dialect), dialect.many().table(ManyColumns.CLAIMS))
                  .where(TaskParts.claimed())
                  .returningResult(
                      PERDURE_TASK.WORKFLOW,
                      PERDURE_TASK.KEY,
                      PERDURE_TASK.CLAIM,
                      PERDURE_TASK.AVAILABLE_AT));

  /** Makes a dead letter of what was claimed and could not be handed out. */
  static final CompiledSql SET_ASIDE =
      CompiledSql.of(
          "tasks.set_aside",
          dialect ->
              TaskParts.ended(dialect)
                  .set(PERDURE_TASK.STATE, inline(TaskState.FAILED.name()))
                  .set(PERDURE_TASK.DELIVERIES, PERDURE_TASK.DELIVERIES.minus(inline(1L)))
                  .set(PERDURE_TASK.CLAIM, castNull(PERDURE_TASK.CLAIM))
                  .set(PERDURE_TASK.REASON, param("reason", PERDURE_TASK.REASON))
                  .where(TaskParts.namespace())
                  .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
                  .and(PERDURE_TASK.KEY.eq(param("key", PERDURE_TASK.KEY)))
                  .and(PERDURE_TASK.CLAIM.eq(param("claim", PERDURE_TASK.CLAIM)))
                  .and(PERDURE_TASK.CLAIMED_AT.isNotNull()));

  static final List<CompiledSql> ALL = List.of(SETTLE, SETTLED_BEFORE, HEARTBEAT, SET_ASIDE);

  private SettleSql() {}

  /** The row keeps the claim: who settles again is recognised by it. */
  private static Query settle(Dialect dialect) {
    Condition again = ManyRows.of(PERDURE_TASK.STATE).eq(inline(TaskState.PENDING.name()));
    Field<Instant> due = coalesce(TaskParts.due(), PERDURE_TASK.DUE_AT);
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.STATE, ManyRows.of(PERDURE_TASK.STATE))
        .set(PERDURE_TASK.ATTEMPT, PERDURE_TASK.ATTEMPT.plus(ManyRows.of(PERDURE_TASK.ATTEMPT)))
        .set(PERDURE_TASK.DUE_AT, due)
        .set(
            PERDURE_TASK.AVAILABLE_AT,
            when(again, due.coerce(PERDURE_TASK.AVAILABLE_AT))
                .otherwise(castNull(PERDURE_TASK.AVAILABLE_AT)))
        .set(
            PERDURE_TASK.ENDED_AT,
            when(again, castNull(PERDURE_TASK.ENDED_AT))
                .otherwise(TaskParts.NOW.coerce(PERDURE_TASK.ENDED_AT)))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.REASON, ManyRows.of(PERDURE_TASK.REASON))
        .from(TaskParts.clock(dialect), dialect.many().table(ManyColumns.SETTLING))
        .where(TaskParts.claimed())
        .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY, PERDURE_TASK.CLAIM);
  }
}
