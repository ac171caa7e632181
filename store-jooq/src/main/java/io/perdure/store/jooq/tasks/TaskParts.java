package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.Given;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.UpdateSetMoreStep;

/** What statements that write tasks have in common. */
final class TaskParts {
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

  /** The tasks, beside what values are to be read from. */
  static List<Table<?>> tasksAnd(List<Table<?>> given) {
    List<Table<?>> tables = new ArrayList<>(List.of(PERDURE_TASK));
    tables.addAll(given);
    return tables;
  }

  /** Named by one of the rows. */
  static Condition named(Given given) {
    return PERDURE_TASK
        .WORKFLOW
        .eq(given.of(PERDURE_TASK.WORKFLOW))
        .and(PERDURE_TASK.KEY.eq(given.of(PERDURE_TASK.KEY)));
  }

  /**
   * In the hands of the claim that one of the rows names.
   *
   * <p>The state says that it is claimed, not the instant: by that, Postgres would at times look
   * through all that is claimed in the namespace.
   */
  static Condition claimed(Given given) {
    return namespace()
        .and(named(given))
        .and(PERDURE_TASK.CLAIM.eq(given.of(PERDURE_TASK.CLAIM)))
        .and(PERDURE_TASK.STATE.eq(inline(TaskState.CLAIMED.name())));
  }

  /** When a row says that a task is due. */
  static Field<Instant> due(Given given) {
    return coalesce(
        given.of(PERDURE_TASK.DUE_AT),
        given.now().plus(given.of(ManyColumns.DELAY)).coerce(PERDURE_TASK.DUE_AT));
  }

  static UpdateSetMoreStep<?> ended(Dialect dialect) {
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.AVAILABLE_AT, castNull(PERDURE_TASK.AVAILABLE_AT))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.ENDED_AT, dialect.now().coerce(PERDURE_TASK.ENDED_AT));
  }

  static UpdateSetMoreStep<?> returned(Dialect dialect, Given given) {
    return pending(dialect)
        .set(PERDURE_TASK.DUE_AT, due(given))
        .set(PERDURE_TASK.AVAILABLE_AT, due(given).coerce(PERDURE_TASK.AVAILABLE_AT));
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
