package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Table;
import org.jooq.UpdateSetMoreStep;

/** What statements that write tasks have in common. */
final class TaskParts {
  /** Clock of a statement, read once for all its rows. */
  static final String CLOCK = "clock";

  static final Field<Long> NOW = field(name(CLOCK, "now"), Long.class);

  private TaskParts() {}

  static Condition namespace() {
    return PERDURE_TASK.NS.eq(param("ns", PERDURE_TASK.NS));
  }

  /** Not yet ended, of the workflow. */
  static Condition live() {
    return namespace()
        .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
        .and(PERDURE_TASK.AVAILABLE_AT.isNotNull());
  }

  /** Named by one of the rows. */
  static Condition named() {
    return PERDURE_TASK
        .WORKFLOW
        .eq(ManyRows.of(PERDURE_TASK.WORKFLOW))
        .and(PERDURE_TASK.KEY.eq(ManyRows.of(PERDURE_TASK.KEY)));
  }

  /**
   * In the hands of the claim that one of the rows names.
   *
   * <p>The state says that it is claimed, not the instant: by that, Postgres would at times look
   * through all that is claimed in the namespace.
   */
  static Condition claimed() {
    return namespace()
        .and(named())
        .and(PERDURE_TASK.CLAIM.eq(ManyRows.of(PERDURE_TASK.CLAIM)))
        .and(PERDURE_TASK.STATE.eq(inline(TaskState.CLAIMED.name())));
  }

  static Table<Record1<Long>> clock(Dialect dialect) {
    return select(dialect.now().as(NOW.getUnqualifiedName())).asTable(CLOCK);
  }

  /** When a row says that a task is due. */
  static Field<Instant> due() {
    return coalesce(
        ManyRows.of(PERDURE_TASK.DUE_AT),
        NOW.plus(ManyRows.of(ManyColumns.DELAY)).coerce(PERDURE_TASK.DUE_AT));
  }

  static UpdateSetMoreStep<?> ended(Dialect dialect) {
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.AVAILABLE_AT, castNull(PERDURE_TASK.AVAILABLE_AT))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.ENDED_AT, dialect.now().coerce(PERDURE_TASK.ENDED_AT));
  }

  static UpdateSetMoreStep<?> returned(Dialect dialect) {
    return pending(dialect)
        .set(PERDURE_TASK.DUE_AT, due())
        .set(PERDURE_TASK.AVAILABLE_AT, due().coerce(PERDURE_TASK.AVAILABLE_AT));
  }

  /** PENDING again, and held if the workflow is by now. */
  static UpdateSetMoreStep<?> pending(Dialect dialect) {
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.STATE, inline(TaskState.PENDING.name()))
        .set(PERDURE_TASK.HELD, held(dialect, PERDURE_TASK.NS, PERDURE_TASK.WORKFLOW))
        .set(PERDURE_TASK.CLAIM, castNull(PERDURE_TASK.CLAIM))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.ENDED_AT, castNull(PERDURE_TASK.ENDED_AT))
        .set(PERDURE_TASK.REASON, castNull(PERDURE_TASK.REASON));
  }

  /** Whether the workflow is held; if so, nobody releases it before this transaction has ended. */
  static Field<Long> held(Dialect dialect, Field<String> ns, Field<String> workflow) {
    return coalesce(
        field(
            dialect.kept(
                select(inline(1L))
                    .from(PERDURE_TASK_HOLD)
                    .where(PERDURE_TASK_HOLD.NS.eq(ns))
                    .and(PERDURE_TASK_HOLD.WORKFLOW.eq(workflow)))),
        inline(0L));
  }
}
