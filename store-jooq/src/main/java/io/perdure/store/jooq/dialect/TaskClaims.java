package io.perdure.store.jooq.dialect;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static io.perdure.tables.Tables.PERDURE_TASK_QUEUE;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.tasks.TaskState;
import io.perdure.store.tasks.TasksReader;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.RowId;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.SelectLimitStep;
import org.jooq.Table;
import org.jooq.UpdateConditionStep;

/**
 * The parts of a claim that both databases have in common.
 *
 * <p>Tasks that anybody may have and those of a node are two ranges of one index, each read in the
 * order in which its tasks are due. Tasks of held workflows are in another range; that their
 * workflow is not held is looked up all the same for each task that is about to be handed out,
 * because one that was enqueued while its workflow was being held may have come too late to be
 * told.
 */
public final class TaskClaims {
  /** The chunks of large payloads. */
  public static final Bodies BODIES = new Bodies("tasks");

  /** When the next task of the queue and node can be claimed, and the clock. */
  public static final CompiledSql UNTIL_DUE =
      CompiledSql.of(
          "tasks.until",
          dialect ->
              select(PERDURE_TASK.AVAILABLE_AT, dialect.now())
                  .from(PERDURE_TASK)
                  .where(waiting(told("node", PERDURE_TASK.NODE)))
                  .orderBy(PERDURE_TASK.AVAILABLE_AT, PERDURE_TASK.POS)
                  .limit(inline(1)));

  private static final String TOLD = "told";
  private static final Field<Long> NOW = field(name(TOLD, "now"), Long.class);
  private static final Field<Long> MOST = field(name(TOLD, "most"), Long.class);

  private TaskClaims() {}

  /**
   * What a claim answers of each task.
   *
   * @param payload its payload, or nothing where the chunks of a large one are still to be read
   */
  public static List<Field<?>> columns(Field<byte[]> payload) {
    return List.of(
        PERDURE_TASK.POS,
        PERDURE_TASK.WORKFLOW,
        PERDURE_TASK.KEY,
        PERDURE_TASK.QUEUE,
        PERDURE_TASK.NODE,
        PERDURE_TASK.STATE,
        PERDURE_TASK.DUE_AT,
        PERDURE_TASK.AVAILABLE_AT,
        PERDURE_TASK.ATTEMPT,
        PERDURE_TASK.DELIVERIES,
        PERDURE_TASK.CONTENT_TYPE,
        PERDURE_TASK.SIZE,
        PERDURE_TASK.BODY,
        payload);
  }

  /**
   * The places of tasks of the queue that can be handed out now, in order.
   *
   * @param node to which they are pinned; the empty one for those that anybody may have
   */
  public static SelectForUpdateStep<Record3<RowId, Instant, Long>> free(
      Dialect dialect, Field<String> node, Field<Long> limit) {
    return select(PERDURE_TASK.rowid().as("place"), PERDURE_TASK.AVAILABLE_AT, PERDURE_TASK.POS)
        .from(PERDURE_TASK)
        .where(waiting(node))
        .and(
            PERDURE_TASK.AVAILABLE_AT.le(
                field(select(dialect.now().coerce(PERDURE_TASK.AVAILABLE_AT)))))
        .orderBy(PERDURE_TASK.AVAILABLE_AT, PERDURE_TASK.POS)
        .limit(limit);
  }

  /** That a task of the queue and node has not ended, and that its workflow is not held. */
  private static Condition waiting(Field<String> node) {
    Field<String> heldBy =
        field(
            select(PERDURE_TASK_HOLD.WORKFLOW)
                .from(PERDURE_TASK_HOLD)
                .where(PERDURE_TASK_HOLD.NS.eq(PERDURE_TASK.NS))
                .and(PERDURE_TASK_HOLD.WORKFLOW.eq(PERDURE_TASK.WORKFLOW)));
    return PERDURE_TASK
        .NS
        .eq(told("ns", PERDURE_TASK.NS))
        .and(PERDURE_TASK.HELD.eq(inline(0L)))
        .and(PERDURE_TASK.QUEUE.eq(told("queue", PERDURE_TASK.QUEUE)))
        .and(PERDURE_TASK.NODE.eq(node))
        .and(PERDURE_TASK.AVAILABLE_AT.isNotNull())
        .and(findsNothing(heldBy));
  }

  /**
   * That the subquery finds nothing, which Postgres takes for the exception if it is asked as
   * {@code is null}: of two hundred tasks it would expect one, so that a limit seems to save
   * nothing, and would sort all that wait. What a case says it takes for as likely as not. An
   * {@code exists} might be answered from all that is held, hashed for each claim.
   */
  private static Condition findsNothing(Field<?> found) {
    return condition(when(found.isNull(), inline(true)).otherwise(inline(false)));
  }

  /**
   * A parameter whose value the planner does not look at.
   *
   * <p>Postgres reckons with how frequent a value is if it can see it. Where a queue is frequent, a
   * plan for its name seems cheaper than the one for any name, which is the same plan; it would be
   * made anew for every claim, and that takes longer than to run it.
   */
  public static Field<String> told(String name, Field<String> column) {
    return field(select(param(name, column)));
  }

  /** The first places of one range. */
  public static Select<Record1<RowId>> places(Select<Record3<RowId, Instant, Long>> range) {
    Table<?> one = range.asTable("one");
    return select(place(one)).from(one);
  }

  /** The first places of two ranges. */
  public static Select<Record1<RowId>> places(
      Select<Record3<RowId, Instant, Long>> one,
      Select<Record3<RowId, Instant, Long>> other,
      Field<Long> limit) {
    Table<?> first = one.asTable("one");
    Table<?> second = other.asTable("other");
    Table<?> ranges =
        select(first.fields())
            .from(first)
            .unionAll(select(second.fields()).from(second))
            .asTable("ranges");
    SelectLimitStep<Record1<RowId>> ordered =
        select(place(ranges))
            .from(ranges)
            .orderBy(ranges.field(PERDURE_TASK.AVAILABLE_AT), ranges.field(PERDURE_TASK.POS));
    return ordered.limit(limit);
  }

  private static Field<RowId> place(Table<?> places) {
    return field(name(places.getName(), "place"), PERDURE_TASK.rowid().getDataType());
  }

  /**
   * Hands out the tasks at those places, but for those that were handed out too often, or whose
   * state is none in which a task can be handed out. What is asked is what a sound row says: of one
   * without a value it is not so, whatever the other way round would be.
   *
   * @param at that a task is at one of the places
   */
  public static UpdateConditionStep<?> handOut(Dialect dialect, Condition at) {
    Condition known =
        PERDURE_TASK.STATE.in(inline(TaskState.PENDING.name()), inline(TaskState.CLAIMED.name()));
    Condition sound = PERDURE_TASK.DELIVERIES.lt(MOST).and(known);
    Field<Instant> expiry = later(NOW);
    return update(PERDURE_TASK)
        .set(
            PERDURE_TASK.STATE,
            when(sound, inline(TaskState.CLAIMED.name()))
                .otherwise(inline(TaskState.FAILED.name())))
        .set(
            PERDURE_TASK.DELIVERIES,
            when(sound, PERDURE_TASK.DELIVERIES.plus(inline(1L)))
                .otherwise(coalesce(PERDURE_TASK.DELIVERIES, inline(0L))))
        .set(PERDURE_TASK.CLAIM, only(sound, param("claim", PERDURE_TASK.CLAIM)))
        .set(PERDURE_TASK.CLAIM_KEY, only(sound, param("claim_key", PERDURE_TASK.CLAIM_KEY)))
        .set(PERDURE_TASK.CLAIMED_AT, only(sound, NOW.coerce(PERDURE_TASK.CLAIMED_AT)))
        .set(PERDURE_TASK.AVAILABLE_AT, only(sound, expiry))
        .set(
            PERDURE_TASK.ENDED_AT,
            when(sound, castNull(PERDURE_TASK.ENDED_AT))
                .otherwise(NOW.coerce(PERDURE_TASK.ENDED_AT)))
        .set(
            PERDURE_TASK.REASON,
            when(sound, castNull(PERDURE_TASK.REASON))
                .when(
                    PERDURE_TASK.DELIVERIES.ge(MOST).and(known),
                    inline("handed out as often as its queue allows"))
                .when(known, inline("corrupt row in perdure_task: no deliveries"))
                .otherwise(
                    inline("corrupt row in perdure_task: it can be claimed, and yet is ")
                        .concat(coalesce(PERDURE_TASK.STATE, inline("in no state")))))
        .from(
            select(dialect.now().as(NOW.getUnqualifiedName()), most().as(MOST.getUnqualifiedName()))
                .asTable(TOLD))
        .where(at);
  }

  /** Prolongs what the caller's token holds already. */
  public static UpdateConditionStep<?> prolong(Dialect dialect, Condition at) {
    return update(PERDURE_TASK)
        .set(PERDURE_TASK.AVAILABLE_AT, field(select(later(dialect.now()))))
        .where(at);
  }

  /** That a task was claimed by a token of the caller's. */
  public static Condition byToken() {
    return PERDURE_TASK
        .NS
        .eq(param("ns", PERDURE_TASK.NS))
        .and(PERDURE_TASK.CLAIM_KEY.eq(param("claim_key", PERDURE_TASK.CLAIM_KEY)));
  }

  private static Field<Instant> later(Field<Long> now) {
    return now.plus(param("duration", Long.class)).coerce(PERDURE_TASK.AVAILABLE_AT);
  }

  private static Field<Long> most() {
    return coalesce(
        field(
            select(PERDURE_TASK_QUEUE.MAX_DELIVERIES)
                .from(PERDURE_TASK_QUEUE)
                .where(PERDURE_TASK_QUEUE.NS.eq(param("ns", PERDURE_TASK_QUEUE.NS)))
                .and(PERDURE_TASK_QUEUE.QUEUE.eq(param("queue", PERDURE_TASK_QUEUE.QUEUE)))),
        inline((long) TasksReader.DEFAULT_MAX_DELIVERIES));
  }

  private static <T> Field<T> only(Condition condition, Field<T> value) {
    DataType<T> type = value.getDataType();
    return when(condition, value).otherwise(castNull(type));
  }
}
