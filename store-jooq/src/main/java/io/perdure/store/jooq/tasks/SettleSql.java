package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import io.perdure.store.jooq.dialect.Given;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.UpdateConditionStep;
import org.jooq.UpdateSetMoreStep;

/** The statements of those who hold claims. */
final class SettleSql {
  static final ManySql<Settling> SETTLE =
      ManySql.of("tasks.settle", ManyColumns.SETTLING, (dialect, given) -> settle(given));

  /** The same of those whose task ends, as most do: of fewer columns, and none that stay. */
  static final ManySql<Settling> END =
      ManySql.of("tasks.settle.end", ManyColumns.ENDED, (dialect, given) -> end(given));

  /** Which of the claims had ended their task with that very outcome. */
  static final ManySql<Settling> SETTLED_BEFORE =
      ManySql.of(
          "tasks.settled",
          ManyColumns.ENDED,
          (dialect, given) ->
              select(
                      PERDURE_TASK.WORKFLOW,
                      PERDURE_TASK.KEY,
                      PERDURE_TASK.CLAIM,
                      PERDURE_TASK.STATE,
                      PERDURE_TASK.REASON)
                  .from(TaskParts.tasksAnd(given.rows()))
                  .where(TaskParts.namespace())
                  .and(TaskParts.named(given))
                  .and(PERDURE_TASK.CLAIM.eq(given.of(PERDURE_TASK.CLAIM)))
                  .and(PERDURE_TASK.STATE.eq(given.of(PERDURE_TASK.STATE)))
                  .and(
                      coalesce(PERDURE_TASK.REASON, inline(""))
                          .eq(coalesce(given.of(PERDURE_TASK.REASON), inline("")))));

  static final ManySql<ManyColumns.Claim> HEARTBEAT =
      ManySql.of(
          "tasks.heartbeat",
          ManyColumns.CLAIMS,
          (dialect, given) ->
              update(PERDURE_TASK)
                  .set(
                      PERDURE_TASK.AVAILABLE_AT,
                      given
                          .now()
                          .plus(param("duration", Long.class))
                          .coerce(PERDURE_TASK.AVAILABLE_AT))
                  .from(given.rowsAndClock())
                  .where(TaskParts.claimed(given))
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
                  .set(
                      PERDURE_TASK.DELIVERIES,
                      coalesce(PERDURE_TASK.DELIVERIES, inline(1L)).minus(inline(1L)))
                  .set(PERDURE_TASK.CLAIM, castNull(PERDURE_TASK.CLAIM))
                  .set(PERDURE_TASK.REASON, param("reason", PERDURE_TASK.REASON))
                  .where(TaskParts.namespace())
                  .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
                  .and(PERDURE_TASK.KEY.eq(param("key", PERDURE_TASK.KEY)))
                  .and(PERDURE_TASK.CLAIM.eq(param("claim", PERDURE_TASK.CLAIM)))
                  .and(PERDURE_TASK.CLAIMED_AT.isNotNull()));

  static final List<ManySql<?>> ALL = List.of(SETTLE, END, SETTLED_BEFORE, HEARTBEAT);

  private SettleSql() {}

  private static Query settle(Given given) {
    Condition again = given.of(PERDURE_TASK.STATE).eq(inline(TaskState.PENDING.name()));
    Field<Instant> due = coalesce(TaskParts.due(given), PERDURE_TASK.DUE_AT);
    return ofClaimed(
        given,
        outcome(given)
            .set(PERDURE_TASK.ATTEMPT, PERDURE_TASK.ATTEMPT.plus(given.of(PERDURE_TASK.ATTEMPT)))
            .set(PERDURE_TASK.DUE_AT, due)
            .set(
                PERDURE_TASK.AVAILABLE_AT,
                when(again, due.coerce(PERDURE_TASK.AVAILABLE_AT))
                    .otherwise(castNull(PERDURE_TASK.AVAILABLE_AT)))
            .set(
                PERDURE_TASK.ENDED_AT,
                when(again, castNull(PERDURE_TASK.ENDED_AT))
                    .otherwise(given.now().coerce(PERDURE_TASK.ENDED_AT))));
  }

  private static Query end(Given given) {
    return ofClaimed(
        given,
        outcome(given)
            .set(PERDURE_TASK.AVAILABLE_AT, castNull(PERDURE_TASK.AVAILABLE_AT))
            .set(PERDURE_TASK.ENDED_AT, given.now().coerce(PERDURE_TASK.ENDED_AT)));
  }

  /** The row keeps the claim: who settles again is recognised by it. */
  private static UpdateSetMoreStep<?> outcome(Given given) {
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.STATE, given.of(PERDURE_TASK.STATE))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.REASON, given.of(PERDURE_TASK.REASON));
  }

  private static Query ofClaimed(Given given, UpdateSetMoreStep<?> update) {
    UpdateConditionStep<?> settle =
        update.from(given.rowsAndClock()).where(TaskParts.claimed(given));
    return given.manyAtOnce()
        ? settle.returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY, PERDURE_TASK.CLAIM)
        : settle;
  }
}
