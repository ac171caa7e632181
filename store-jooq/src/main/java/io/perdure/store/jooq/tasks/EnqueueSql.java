package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.with;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.Table;

/** The statements that enqueue and recover tasks. */
final class EnqueueSql {
  static final CompiledSql INSERT = CompiledSql.of("tasks.enqueue", EnqueueSql::insert);

  /** What the keys that are known stand for. */
  static final CompiledSql KNOWN =
      CompiledSql.of("tasks.known", dialect -> known(dialect.many().table(ManyColumns.NAMES)));

  /** The same, with the rows locked. */
  static final CompiledSql LOCK_KNOWN =
      CompiledSql.of(
          "tasks.known.locked",
          dialect -> dialect.locked(known(dialect.many().table(ManyColumns.NAMES))));

  /** Takes tasks back that were inserted by the same operation. */
  static final CompiledSql TAKE_BACK =
      CompiledSql.of(
          "tasks.take_back",
          dialect ->
              deleteFrom(PERDURE_TASK)
                  .where(TaskParts.namespace())
                  .and(
                      PERDURE_TASK.POS.in(
                          select(PERDURE_TASK.POS)
                              .from(PERDURE_TASK)
                              .join(dialect.many().table(ManyColumns.NAMES))
                              .on(TaskParts.named())
                              .where(TaskParts.namespace())))
                  .returningResult(PERDURE_TASK.WORKFLOW));

  /** Puts tasks back to PENDING whose rows are locked. */
  static final CompiledSql RECOVER =
      CompiledSql.of(
          "tasks.recover",
          dialect ->
              TaskParts.returned(dialect)
                  .set(PERDURE_TASK.DELIVERIES, inline(0L))
                  .from(TaskParts.clock(dialect), dialect.many().table(ManyColumns.RETURNED))
                  .where(TaskParts.namespace())
                  .and(TaskParts.named())
                  .and(PERDURE_TASK.DIGEST.eq(ManyRows.of(PERDURE_TASK.DIGEST)))
                  .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY));

  static final List<CompiledSql> ALL = List.of(INSERT, KNOWN, LOCK_KNOWN, TAKE_BACK, RECOVER);

  private EnqueueSql() {}

  private static SelectConditionStep<? extends Record> known(Table<?> many) {
    return select(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY, PERDURE_TASK.DIGEST)
        .from(PERDURE_TASK)
        .join(many)
        .on(TaskParts.named())
        .where(TaskParts.namespace());
  }

  /**
   * A task of a held workflow is marked so. Whoever releases the workflow waits for this
   * transaction, and then finds the task; whoever holds it meanwhile may miss the task, which is
   * why a claim looks the workflow up.
   */
  private static Query insert(Dialect dialect) {
    CommonTableExpression<?> rows =
        name(ManyRows.NAME)
            .asMaterialized(select().from(dialect.many().table(ManyColumns.INSERTED)));
    Field<Instant> due = TaskParts.due();
    return with(rows)
        .insertInto(
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
                    ManyRows.of(PERDURE_TASK.WORKFLOW),
                    ManyRows.of(PERDURE_TASK.KEY),
                    ManyRows.of(PERDURE_TASK.QUEUE),
                    ManyRows.of(PERDURE_TASK.NODE),
                    inline(TaskState.PENDING.name()),
                    TaskParts.held(
                        dialect, param("ns", PERDURE_TASK.NS), ManyRows.of(PERDURE_TASK.WORKFLOW)),
                    due,
                    due,
                    inline(1L),
                    inline(0L),
                    ManyRows.of(PERDURE_TASK.DIGEST),
                    ManyRows.of(PERDURE_TASK.CONTENT_TYPE),
                    ManyRows.of(PERDURE_TASK.SIZE),
                    ManyRows.of(PERDURE_TASK.BODY),
                    ManyRows.of(PERDURE_TASK.PAYLOAD))
                .from(rows, TaskParts.clock(dialect))
                .where(trueCondition()))
        .onConflict(PERDURE_TASK.NS, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
        .doNothing()
        .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY);
  }
}
