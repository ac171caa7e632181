package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.Given;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.tasks.ManyColumns.Row;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jooq.InsertReturningStep;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** The statements that enqueue and recover tasks. */
final class EnqueueSql {
  static final ManySql<Row> INSERT =
      ManySql.of("tasks.enqueue", ManyColumns.INSERTED, EnqueueSql::insert);

  /** What the keys that are known stand for. */
  static final ManySql<TaskName> KNOWN =
      ManySql.of("tasks.known", ManyColumns.NAMES, (dialect, given) -> known(given));

  /** The same, with the rows locked. */
  static final ManySql<TaskName> LOCK_KNOWN =
      ManySql.of(
          "tasks.known.locked",
          ManyColumns.NAMES,
          (dialect, given) -> dialect.locked(known(given)));

  /** Takes tasks back that were inserted by the same operation. */
  static final ManySql<TaskName> TAKE_BACK =
      ManySql.of(
          "tasks.take_back",
          ManyColumns.NAMES,
          (dialect, given) ->
              deleteFrom(PERDURE_TASK)
                  .where(TaskParts.namespace())
                  .and(
                      PERDURE_TASK.POS.in(
                          select(PERDURE_TASK.POS)
                              .from(TaskParts.tasksAnd(given.rows()))
                              .where(TaskParts.namespace())
                              .and(TaskParts.named(given))))
                  .returningResult(PERDURE_TASK.WORKFLOW));

  /** Puts tasks back to PENDING whose rows are locked. */
  static final ManySql<Row> RECOVER =
      ManySql.of(
          "tasks.recover",
          ManyColumns.RETURNED,
          (dialect, given) ->
              TaskParts.returned(dialect, given)
                  .set(PERDURE_TASK.DELIVERIES, inline(0L))
                  .from(given.rowsAndClock())
                  .where(TaskParts.namespace())
                  .and(TaskParts.named(given))
                  .and(PERDURE_TASK.DIGEST.eq(given.of(PERDURE_TASK.DIGEST)))
                  .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY));

  static final List<ManySql<?>> ALL = List.of(INSERT, KNOWN, LOCK_KNOWN, TAKE_BACK, RECOVER);

  private EnqueueSql() {}

  private static SelectConditionStep<? extends Record> known(Given given) {
    return select(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY, PERDURE_TASK.DIGEST)
        .from(TaskParts.tasksAnd(given.rows()))
        .where(TaskParts.namespace())
        .and(TaskParts.named(given));
  }

  /**
   * A task of a held workflow is marked so. Whoever releases the workflow waits for this
   * transaction, and then finds the task; whoever holds it meanwhile may miss the task, which is
   * why a claim looks the workflow up.
   */
  private static Query insert(Dialect dialect, Given given) {
    Field<Instant> due = TaskParts.due(given);
    InsertReturningStep<?> insert =
        insertInto(
                PERDURE_TASK,
                PERDURE_TASK.NS,
                PERDURE_TASK.WORKFLOW,
                PERDURE_TASK.KEY,
                PERDURE_TASK.QUEUE,
                PERDURE_TASK.NODE,
                PERDURE_TASK.STATE,
                PERDURE_TASK.HELD,
                PERDURE_TASK.DUE_AT,
                PERDURE_TASK.AVAILABLE_AT,
                PERDURE_TASK.ATTEMPT,
                PERDURE_TASK.DELIVERIES,
                PERDURE_TASK.DIGEST,
                PERDURE_TASK.CONTENT_TYPE,
                PERDURE_TASK.SIZE,
                PERDURE_TASK.BODY,
                PERDURE_TASK.PAYLOAD)
            .select(
                select(
                        param("ns", PERDURE_TASK.NS),
                        given.of(PERDURE_TASK.WORKFLOW),
                        given.of(PERDURE_TASK.KEY),
                        given.of(PERDURE_TASK.QUEUE),
                        given.of(PERDURE_TASK.NODE),
                        inline(TaskState.PENDING.name()),
                        TaskParts.held(
                            dialect, param("ns", PERDURE_TASK.NS), given.of(PERDURE_TASK.WORKFLOW)),
                        due,
                        due,
                        inline(1L),
                        inline(0L),
                        given.of(PERDURE_TASK.DIGEST),
                        given.of(PERDURE_TASK.CONTENT_TYPE),
                        given.of(PERDURE_TASK.SIZE),
                        given.of(PERDURE_TASK.BODY),
                        given.of(PERDURE_TASK.PAYLOAD))
                    .from(given.rowsAndClock())
                    .where(trueCondition()))
            .onConflict(PERDURE_TASK.NS, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
            .doNothing();
    return given.manyAtOnce()
        ? insert.returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
        : insert;
  }
}
