package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static io.perdure.tables.Tables.PERDURE_TASK_QUEUE;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.dialect.ClockTable;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.TaskState;
import java.util.List;

/** The statements that hold, cancel and return tasks, whoever has them. */
final class TasksSql {
  static final CompiledSql HOLD =
      CompiledSql.of(
          "tasks.hold",
          dialect ->
              insertInto(PERDURE_TASK_HOLD)
                  .set(PERDURE_TASK_HOLD.NS, param("ns", PERDURE_TASK_HOLD.NS))
                  .set(PERDURE_TASK_HOLD.WORKFLOW, param("workflow", PERDURE_TASK_HOLD.WORKFLOW))
                  .onConflict(PERDURE_TASK_HOLD.NS, PERDURE_TASK_HOLD.WORKFLOW)
                  .doNothing());

  static final CompiledSql RELEASE =
      CompiledSql.of(
          "tasks.release",
          dialect ->
              deleteFrom(PERDURE_TASK_HOLD)
                  .where(PERDURE_TASK_HOLD.NS.eq(param("ns", PERDURE_TASK_HOLD.NS)))
                  .and(
                      PERDURE_TASK_HOLD.WORKFLOW.eq(
                          param("workflow", PERDURE_TASK_HOLD.WORKFLOW))));

  /** Moves the tasks of the workflow to where held ones stand, or back. */
  static final CompiledSql MARK_HELD =
      CompiledSql.of(
          "tasks.hold.tasks",
          dialect ->
              update(PERDURE_TASK)
                  .set(PERDURE_TASK.HELD, param("held", PERDURE_TASK.HELD))
                  .where(TaskParts.live())
                  .and(PERDURE_TASK.HELD.ne(param("held", PERDURE_TASK.HELD))));

  static final CompiledSql CANCEL_ALL =
      CompiledSql.of(
          "tasks.cancel",
          dialect ->
              TaskParts.ended(dialect)
                  .set(PERDURE_TASK.STATE, inline(TaskState.CANCELLED.name()))
                  .set(PERDURE_TASK.CLAIM, castNull(PERDURE_TASK.CLAIM))
                  .where(TaskParts.live())
                  .returningResult(PERDURE_TASK.KEY));

  /** Puts claimed tasks back to PENDING whose rows are locked. */
  static final ManySql<ManyColumns.Rearmed> REARM =
      ManySql.of(
          "tasks.rearm",
          ManyColumns.REARMED,
          (dialect, given) ->
              TaskParts.returned(dialect, given)
                  .from(given.rowsAndClock())
                  .where(TaskParts.claimed(given))
                  .returningResult(TaskRow.COLUMNS));

  static final CompiledSql REQUEUE =
      CompiledSql.of(
          "tasks.requeue",
          dialect ->
              TaskParts.pending(dialect)
                  .set(PERDURE_TASK.DELIVERIES, inline(0L))
                  .set(PERDURE_TASK.DUE_AT, ClockTable.NOW.coerce(PERDURE_TASK.DUE_AT))
                  .set(PERDURE_TASK.AVAILABLE_AT, ClockTable.NOW.coerce(PERDURE_TASK.AVAILABLE_AT))
                  .from(ClockTable.of(dialect.now()))
                  .where(TaskParts.namespace())
                  .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
                  .and(PERDURE_TASK.KEY.eq(param("key", PERDURE_TASK.KEY)))
                  .and(PERDURE_TASK.STATE.eq(inline(TaskState.FAILED.name()))));

  static final CompiledSql SET_MAX_DELIVERIES =
      CompiledSql.of(
          "tasks.max_deliveries.set",
          dialect ->
              insertInto(PERDURE_TASK_QUEUE)
                  .set(PERDURE_TASK_QUEUE.NS, param("ns", PERDURE_TASK_QUEUE.NS))
                  .set(PERDURE_TASK_QUEUE.QUEUE, param("queue", PERDURE_TASK_QUEUE.QUEUE))
                  .set(
                      PERDURE_TASK_QUEUE.MAX_DELIVERIES,
                      param("most", PERDURE_TASK_QUEUE.MAX_DELIVERIES))
                  .onConflict(PERDURE_TASK_QUEUE.NS, PERDURE_TASK_QUEUE.QUEUE)
                  .doUpdate()
                  .set(
                      PERDURE_TASK_QUEUE.MAX_DELIVERIES,
                      param("most", PERDURE_TASK_QUEUE.MAX_DELIVERIES)));

  private static final CompiledSql CHUNKS =
      CompiledSql.of(
          "tasks.chunks",
          dialect ->
              select(PERDURE_BODY.NO, PERDURE_BODY.BYTES)
                  .from(PERDURE_BODY)
                  .where(
                      TaskClaims.BODIES.of(
                          param("ns", PERDURE_BODY.NS), param("body", PERDURE_BODY.OWNER)))
                  .orderBy(PERDURE_BODY.NO));

  static final List<CompiledSql> ALL =
      List.of(HOLD, RELEASE, MARK_HELD, CANCEL_ALL, REQUEUE, SET_MAX_DELIVERIES, CHUNKS);

  private TasksSql() {}

  /** Reads the chunks of a large payload. */
  static void chunks(Session session, String namespace, String body, BodyParts parts) {
    session
        .bind(CHUNKS)
        .set("ns", namespace)
        .set("body", body)
        .list(
            row -> {
              parts.takeChunk(row, 1);
              return row;
            });
  }
}
