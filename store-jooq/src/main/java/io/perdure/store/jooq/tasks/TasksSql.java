package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static io.perdure.tables.Tables.PERDURE_TASK_QUEUE;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.DSL.with;

import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.ManyRows;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.UpdateSetMoreStep;

/** The statements that write tasks, but for those that claim them. */
final class TasksSql {
  /** Clock of a statement, read once for all its rows. */
  private static final String CLOCK = "clock";

  private static final Field<Long> NOW = field(name(CLOCK, "now"), Long.class);

  static final CompiledSql INSERT = CompiledSql.of("tasks.enqueue", TasksSql::insert);

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
                  .where(namespace())
                  .and(
                      PERDURE_TASK.POS.in(
                          select(PERDURE_TASK.POS)
                              .from(PERDURE_TASK)
                              .join(dialect.many().table(ManyColumns.NAMES))
                              .on(named())
                              .where(namespace())))
                  .returningResult(PERDURE_TASK.WORKFLOW));

  static final CompiledSql SETTLE = CompiledSql.of("tasks.settle", TasksSql::settle);

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
                  .on(named())
                  .where(namespace())
                  .and(PERDURE_TASK.CLAIM.eq(ManyRows.of(PERDURE_TASK.CLAIM)))
                  .and(PERDURE_TASK.STATE.eq(ManyRows.of(PERDURE_TASK.STATE)))
                  .and(PERDURE_TASK.ENDED_AT.isNotNull())
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
                      NOW.plus(param("duration", Long.class)).coerce(PERDURE_TASK.AVAILABLE_AT))
                  .from(clock(dialect), dialect.many().table(ManyColumns.CLAIMS))
                  .where(claimed())
                  .returningResult(
                      PERDURE_TASK.WORKFLOW,
                      PERDURE_TASK.KEY,
                      PERDURE_TASK.CLAIM,
                      PERDURE_TASK.AVAILABLE_AT));

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
                  .where(live())
                  .and(PERDURE_TASK.HELD.ne(param("held", PERDURE_TASK.HELD))));

  static final CompiledSql CANCEL_ALL =
      CompiledSql.of(
          "tasks.cancel",
          dialect ->
              ended(dialect)
                  .set(PERDURE_TASK.STATE, inline(TaskState.CANCELLED.name()))
                  .set(PERDURE_TASK.CLAIM, castNull(PERDURE_TASK.CLAIM))
                  .where(live())
                  .returningResult(PERDURE_TASK.KEY));

  /** Puts tasks back to PENDING whose rows are locked. */
  static final CompiledSql RECOVER =
      CompiledSql.of(
          "tasks.recover",
          dialect ->
              returned(dialect)
                  .set(PERDURE_TASK.DELIVERIES, inline(0L))
                  .from(clock(dialect), dialect.many().table(ManyColumns.RETURNED))
                  .where(namespace())
                  .and(named())
                  .and(PERDURE_TASK.DIGEST.eq(ManyRows.of(PERDURE_TASK.DIGEST)))
                  .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY));

  /** Puts claimed tasks back to PENDING whose rows are locked. */
  static final CompiledSql REARM =
      CompiledSql.of(
          "tasks.rearm",
          dialect ->
              returned(dialect)
                  .from(clock(dialect), dialect.many().table(ManyColumns.REARMED))
                  .where(claimed())
                  .returningResult(TaskRow.COLUMNS));

  static final CompiledSql REQUEUE =
      CompiledSql.of(
          "tasks.requeue",
          dialect ->
              pending(dialect)
                  .set(PERDURE_TASK.DELIVERIES, inline(0L))
                  .set(PERDURE_TASK.DUE_AT, NOW.coerce(PERDURE_TASK.DUE_AT))
                  .set(PERDURE_TASK.AVAILABLE_AT, NOW.coerce(PERDURE_TASK.AVAILABLE_AT))
                  .from(clock(dialect))
                  .where(namespace())
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
      List.of(
          INSERT,
          KNOWN,
          LOCK_KNOWN,
          TAKE_BACK,
          SETTLE,
          SETTLED_BEFORE,
          HEARTBEAT,
          HOLD,
          RELEASE,
          MARK_HELD,
          CANCEL_ALL,
          RECOVER,
          REARM,
          REQUEUE,
          SET_MAX_DELIVERIES,
          CHUNKS);

  private TasksSql() {}

  /** Reads the chunks of a large payload. */
  static void chunks(Session session, String namespace, String body, BodyParts parts) {
    session
        .bind(CHUNKS)
        .set("ns", namespace)
        .set("body", body)
        .list(
            row -> {
              parts.take(null, row.getLong(1), row.getBytes(2));
              return row;
            });
  }

  static Condition namespace() {
    return PERDURE_TASK.NS.eq(param("ns", PERDURE_TASK.NS));
  }

  /** Not yet ended, of the workflow. */
  private static Condition live() {
    return namespace()
        .and(PERDURE_TASK.WORKFLOW.eq(param("workflow", PERDURE_TASK.WORKFLOW)))
        .and(PERDURE_TASK.AVAILABLE_AT.isNotNull());
  }

  /** Named by one of the rows. */
  private static Condition named() {
    return PERDURE_TASK
        .WORKFLOW
        .eq(ManyRows.of(PERDURE_TASK.WORKFLOW))
        .and(PERDURE_TASK.KEY.eq(ManyRows.of(PERDURE_TASK.KEY)));
  }

  /** In the hands of the claim that one of the rows names. */
  private static Condition claimed() {
    return namespace()
        .and(named())
        .and(PERDURE_TASK.CLAIM.eq(ManyRows.of(PERDURE_TASK.CLAIM)))
        .and(PERDURE_TASK.CLAIMED_AT.isNotNull());
  }

  private static Table<Record1<Long>> clock(Dialect dialect) {
    return select(dialect.now().as(NOW.getUnqualifiedName())).asTable(CLOCK);
  }

  private static SelectConditionStep<? extends Record> known(Table<?> many) {
    return select(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY, PERDURE_TASK.DIGEST)
        .from(PERDURE_TASK)
        .join(many)
        .on(named())
        .where(namespace());
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
    Field<Instant> due = due();
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
                    held(dialect, param("ns", PERDURE_TASK.NS), ManyRows.of(PERDURE_TASK.WORKFLOW)),
                    due,
                    due,
                    inline(1L),
                    inline(0L),
                    ManyRows.of(PERDURE_TASK.DIGEST),
                    ManyRows.of(PERDURE_TASK.CONTENT_TYPE),
                    ManyRows.of(PERDURE_TASK.SIZE),
                    ManyRows.of(PERDURE_TASK.BODY),
                    ManyRows.of(PERDURE_TASK.PAYLOAD))
                .from(rows, clock(dialect))
                .where(trueCondition()))
        .onConflict(PERDURE_TASK.NS, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
        .doNothing()
        .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY);
  }

  /** When a row says that a task is due. */
  private static Field<Instant> due() {
    return coalesce(
        ManyRows.of(PERDURE_TASK.DUE_AT),
        NOW.plus(ManyRows.of(ManyColumns.DELAY)).coerce(PERDURE_TASK.DUE_AT));
  }

  /** The row keeps the claim: who settles again is recognised by it. */
  private static Query settle(Dialect dialect) {
    Condition again = ManyRows.of(PERDURE_TASK.STATE).eq(inline(TaskState.PENDING.name()));
    Field<Instant> due = coalesce(due(), PERDURE_TASK.DUE_AT);
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
                .otherwise(NOW.coerce(PERDURE_TASK.ENDED_AT)))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.REASON, ManyRows.of(PERDURE_TASK.REASON))
        .from(clock(dialect), dialect.many().table(ManyColumns.SETTLING))
        .where(claimed())
        .returningResult(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY, PERDURE_TASK.CLAIM);
  }

  private static UpdateSetMoreStep<?> ended(Dialect dialect) {
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.AVAILABLE_AT, castNull(PERDURE_TASK.AVAILABLE_AT))
        .set(PERDURE_TASK.CLAIM_KEY, castNull(PERDURE_TASK.CLAIM_KEY))
        .set(PERDURE_TASK.CLAIMED_AT, castNull(PERDURE_TASK.CLAIMED_AT))
        .set(PERDURE_TASK.ENDED_AT, dialect.now().coerce(PERDURE_TASK.ENDED_AT));
  }

  private static UpdateSetMoreStep<?> returned(Dialect dialect) {
    return pending(dialect)
        .set(PERDURE_TASK.DUE_AT, due())
        .set(PERDURE_TASK.AVAILABLE_AT, due().coerce(PERDURE_TASK.AVAILABLE_AT));
  }

  /** PENDING again, and held if the workflow is by now. */
  private static UpdateSetMoreStep<?> pending(Dialect dialect) {
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
  private static Field<Long> held(Dialect dialect, Field<String> ns, Field<String> workflow) {
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
