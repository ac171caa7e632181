package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static io.perdure.tables.Tables.PERDURE_TASK_QUEUE;
import static org.jooq.impl.DSL.aggregate;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import io.perdure.store.tasks.TaskState;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectForUpdateStep;
import org.jooq.SelectJoinStep;

/** The statements that read tasks. */
final class TaskListSql {
  /** Stands before every id: the first page begins behind it. */
  static final String BEFORE_ALL = "";

  static final CompiledSql FIND = CompiledSql.of("tasks.find", dialect -> tasks().where(task()));

  /** The row, once for each chunk of a large payload. */
  static final CompiledSql PAYLOAD =
      CompiledSql.of(
          "tasks.payload",
          dialect ->
              select(
                      PERDURE_TASK.CONTENT_TYPE,
                      PERDURE_TASK.SIZE,
                      PERDURE_TASK.PAYLOAD,
                      PERDURE_BODY.NO,
                      PERDURE_BODY.BYTES)
                  .from(PERDURE_TASK)
                  .leftJoin(PERDURE_BODY)
                  .on(TaskClaims.BODIES.of(PERDURE_TASK.NS, PERDURE_TASK.BODY))
                  .where(task())
                  .orderBy(PERDURE_BODY.NO));

  static final LimitedSql LIST =
      LimitedSql.of(
          "tasks.list",
          (dialect, limit) ->
              tasks()
                  .where(TaskParts.namespace())
                  .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
                  .and(PERDURE_TASK.KEY.gt(param("key", PERDURE_TASK.KEY)))
                  .orderBy(PERDURE_TASK.KEY)
                  .limit(limit));

  static final LimitedSql DEAD_LETTERS =
      LimitedSql.of(
          "tasks.dead",
          (dialect, limit) ->
              tasks()
                  .where(TaskParts.namespace())
                  .and(PERDURE_TASK.STATE.eq(inline(TaskState.FAILED.name())))
                  .and(PERDURE_TASK.ENDED_AT.isNotNull())
                  .and(
                      row(PERDURE_TASK.ENDED_AT, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
                          .gt(
                              param("at", PERDURE_TASK.ENDED_AT),
                              param("workflow", PERDURE_TASK.WORKFLOW),
                              param("key", PERDURE_TASK.KEY)))
                  .orderBy(PERDURE_TASK.ENDED_AT, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
                  .limit(limit));

  static final LimitedSql STALE = LimitedSql.of("tasks.stale", (dialect, limit) -> stale(limit));

  /** The same with the rows locked. */
  static final LimitedSql LOCK_STALE =
      LimitedSql.of("tasks.stale.locked", (dialect, limit) -> dialect.locked(stale(limit)));

  static final LimitedSql UNSETTLED =
      LimitedSql.of(
          "tasks.unsettled",
          (dialect, limit) ->
              select(PERDURE_TASK.WORKFLOW)
                  .from(PERDURE_TASK)
                  .where(live())
                  .and(PERDURE_TASK.WORKFLOW.gt(param("workflow", PERDURE_TASK.WORKFLOW)))
                  .groupBy(PERDURE_TASK.WORKFLOW)
                  .orderBy(PERDURE_TASK.WORKFLOW)
                  .limit(limit));

  static final LimitedSql HELD =
      LimitedSql.of(
          "tasks.held",
          (dialect, limit) ->
              select(PERDURE_TASK_HOLD.WORKFLOW)
                  .from(PERDURE_TASK_HOLD)
                  .where(PERDURE_TASK_HOLD.NS.eq(param("ns", PERDURE_TASK_HOLD.NS)))
                  .and(PERDURE_TASK_HOLD.WORKFLOW.gt(param("workflow", PERDURE_TASK_HOLD.WORKFLOW)))
                  .orderBy(PERDURE_TASK_HOLD.WORKFLOW)
                  .limit(limit));

  static final LimitedSql SCOPES =
      LimitedSql.of(
          "tasks.scopes",
          (dialect, limit) ->
              select(
                      PERDURE_TASK.QUEUE,
                      PERDURE_TASK.NODE,
                      aggregate(dialect.function("min"), Long.class, PERDURE_TASK.DUE_AT))
                  .from(PERDURE_TASK)
                  .where(live())
                  .and(PERDURE_TASK.HELD.eq(inline(0L)))
                  .and(PERDURE_TASK.CLAIMED_AT.isNull())
                  .and(
                      row(PERDURE_TASK.QUEUE, PERDURE_TASK.NODE)
                          .gt(param("queue", PERDURE_TASK.QUEUE), param("node", PERDURE_TASK.NODE)))
                  .groupBy(PERDURE_TASK.QUEUE, PERDURE_TASK.NODE)
                  .orderBy(PERDURE_TASK.QUEUE, PERDURE_TASK.NODE)
                  .limit(limit));

  static final LimitedSql COUNTS =
      LimitedSql.of(
          "tasks.counts",
          (dialect, limit) ->
              select(
                      PERDURE_TASK.QUEUE,
                      sum(dialect, PERDURE_TASK.CLAIMED_AT.isNull()),
                      sum(dialect, PERDURE_TASK.CLAIMED_AT.isNotNull()))
                  .from(PERDURE_TASK)
                  .where(live())
                  .and(PERDURE_TASK.QUEUE.gt(param("queue", PERDURE_TASK.QUEUE)))
                  .groupBy(PERDURE_TASK.QUEUE)
                  .orderBy(PERDURE_TASK.QUEUE)
                  .limit(limit));

  static final CompiledSql MAX_DELIVERIES =
      CompiledSql.of(
          "tasks.max_deliveries",
          dialect ->
              select(PERDURE_TASK_QUEUE.MAX_DELIVERIES)
                  .from(PERDURE_TASK_QUEUE)
                  .where(PERDURE_TASK_QUEUE.NS.eq(param("ns", PERDURE_TASK_QUEUE.NS)))
                  .and(PERDURE_TASK_QUEUE.QUEUE.eq(param("queue", PERDURE_TASK_QUEUE.QUEUE))));

  static final List<CompiledSql> ALL =
      List.of(
          FIND,
          PAYLOAD,
          LIST.any(),
          DEAD_LETTERS.any(),
          STALE.any(),
          LOCK_STALE.any(),
          UNSETTLED.any(),
          HELD.any(),
          SCOPES.any(),
          COUNTS.any(),
          MAX_DELIVERIES);

  private TaskListSql() {}

  private static SelectForUpdateStep<Record> stale(Field<Long> limit) {
    return tasks()
        .where(TaskParts.namespace())
        .and(PERDURE_TASK.CLAIMED_AT.lt(param("before", PERDURE_TASK.CLAIMED_AT)))
        .and(
            row(PERDURE_TASK.CLAIMED_AT, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
                .gt(
                    param("at", PERDURE_TASK.CLAIMED_AT),
                    param("workflow", PERDURE_TASK.WORKFLOW),
                    param("key", PERDURE_TASK.KEY)))
        .orderBy(PERDURE_TASK.CLAIMED_AT, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
        .limit(limit);
  }

  private static SelectJoinStep<Record> tasks() {
    return select(TaskRow.COLUMNS).from(PERDURE_TASK);
  }

  private static Condition task() {
    return TaskParts.namespace()
        .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
        .and(PERDURE_TASK.KEY.eq(param("key", PERDURE_TASK.KEY)));
  }

  /** Not ended: what the index by availability has. */
  private static Condition live() {
    return TaskParts.namespace()
        .and(PERDURE_TASK.HELD.in(inline(0L), inline(1L)))
        .and(PERDURE_TASK.AVAILABLE_AT.isNotNull());
  }

  private static Field<Long> sum(Dialect dialect, Condition condition) {
    return aggregate(
            dialect.function("sum"), Long.class, when(condition, inline(1L)).otherwise(inline(0L)))
        .cast(Long.class);
  }
}
