package io.perdure.store.jooq.timers;

import static io.perdure.store.jooq.dialect.TimerParts.later;
import static io.perdure.store.jooq.dialect.TimerParts.orReplace;
import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.aggregate;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.trueCondition;
import static org.jooq.impl.DSL.with;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.Given;
import io.perdure.store.jooq.dialect.ManyRows.Column;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import io.perdure.store.timers.NewTimer;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DeleteConditionStep;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSelectStep;
import org.jooq.Table;

/**
 * The statements of timers that both databases take alike.
 *
 * <p>Claims and {@code nextDue} go by {@code available_at}, which a claim moves to its expiry: one
 * index scan meets what is due and what has expired, and nothing that waits or is claimed.
 */
final class TimersSql {
  /** Stands before every id: the first page begins behind it. */
  static final String BEFORE_ALL = "";

  /** What {@link #written} says, in this order. */
  private static final List<Field<?>> WRITTEN =
      List.of(
          PERDURE_TIMER.NS,
          PERDURE_TIMER.WORKFLOW,
          PERDURE_TIMER.TIMER,
          PERDURE_TIMER.FIRE_AT,
          PERDURE_TIMER.AVAILABLE_AT,
          PERDURE_TIMER.VERSION);

  static final CompiledSql FIND =
      CompiledSql.of(
          "timers.find",
          dialect ->
              timers()
                  .where(workflow())
                  .and(PERDURE_TIMER.TIMER.eq(param("timer", PERDURE_TIMER.TIMER))));

  static final LimitedSql LIST =
      LimitedSql.of(
          "timers.list",
          (dialect, limit) ->
              timers()
                  .where(workflow())
                  .and(PERDURE_TIMER.TIMER.gt(param("timer", PERDURE_TIMER.TIMER)))
                  .orderBy(PERDURE_TIMER.TIMER)
                  .limit(limit));

  static final LimitedSql DUE =
      LimitedSql.of(
          "timers.due",
          (dialect, limit) ->
              timers()
                  .where(namespace())
                  .and(PERDURE_TIMER.FIRE_AT.le(param("as_of", PERDURE_TIMER.FIRE_AT)))
                  .and(
                      row(PERDURE_TIMER.FIRE_AT, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                          .gt(
                              param("fire_at", PERDURE_TIMER.FIRE_AT),
                              param("workflow", PERDURE_TIMER.WORKFLOW),
                              param("timer", PERDURE_TIMER.TIMER)))
                  .orderBy(PERDURE_TIMER.FIRE_AT, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                  .limit(limit));

  static final CompiledSql NEXT_DUE =
      CompiledSql.of(
          "timers.next",
          dialect ->
              select(PERDURE_TIMER.AVAILABLE_AT)
                  .from(PERDURE_TIMER)
                  .where(available())
                  .orderBy(PERDURE_TIMER.AVAILABLE_AT)
                  .limit(inline(1)));

  /** The instant of the next, and the clock. */
  static final CompiledSql UNTIL_DUE =
      CompiledSql.of(
          "timers.until",
          dialect ->
              select(PERDURE_TIMER.AVAILABLE_AT, dialect.now())
                  .from(PERDURE_TIMER)
                  .where(available())
                  .orderBy(PERDURE_TIMER.AVAILABLE_AT)
                  .limit(inline(1)));

  static final CompiledSql SCHEDULE_IN =
      CompiledSql.of("timers.schedule.in", TimersSql::scheduleIn);

  /** Answers the version of each that changed, 1 for one that is new. */
  static final ManySql<NewTimer> SCHEDULE =
      ManySql.of(
          "timers.schedule",
          List.of(
              new Column<>(PERDURE_TIMER.WORKFLOW, timer -> timer.workflow().value()),
              new Column<>(PERDURE_TIMER.TIMER, NewTimer::timer),
              new Column<>(PERDURE_TIMER.FIRE_AT, timer -> InstantNanos.toNanos(timer.fireAt()))),
          (dialect, given) -> schedule(given));

  /** Deletes the timers that are still as they were claimed. */
  static final ManySql<TimerClaim> FIRED =
      ManySql.of(
          "timers.fired",
          List.of(
              new Column<>(PERDURE_TIMER.WORKFLOW, TimerClaim::workflow),
              new Column<>(PERDURE_TIMER.TIMER, TimerClaim::timer),
              new Column<>(PERDURE_TIMER.CLAIM, TimerClaim::token),
              new Column<>(PERDURE_TIMER.FIRE_AT, TimerClaim::fireAt)),
          (dialect, given) -> fired(given));

  static final CompiledSql CANCEL =
      CompiledSql.of(
          "timers.cancel",
          dialect ->
              deleteFrom(PERDURE_TIMER)
                  .where(workflow())
                  .and(PERDURE_TIMER.TIMER.eq(param("timer", PERDURE_TIMER.TIMER))));

  static final List<CompiledSql> ALL =
      List.of(FIND, LIST.any(), DUE.any(), NEXT_DUE, UNTIL_DUE, SCHEDULE_IN, CANCEL);

  static final List<ManySql<?>> MANY = List.of(SCHEDULE, FIRED);

  private TimersSql() {}

  /** A timer as it is inserted, into {@link #WRITTEN}. */
  private static SelectSelectStep<? extends Record> written(
      Field<String> workflow, Field<String> timer, Field<Instant> fireAt) {
    return select(param("ns", PERDURE_TIMER.NS), workflow, timer, fireAt, fireAt, inline(1L));
  }

  private static Query schedule(Given given) {
    return orReplace(
            insertInto(PERDURE_TIMER, WRITTEN)
                .select(
                    written(
                            given.of(PERDURE_TIMER.WORKFLOW),
                            given.of(PERDURE_TIMER.TIMER),
                            given.of(PERDURE_TIMER.FIRE_AT))
                        .from(given.rows())
                        .where(trueCondition())))
        .returningResult(PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER, PERDURE_TIMER.VERSION);
  }

  private static Query fired(Given given) {
    DeleteConditionStep<?> fired =
        deleteFrom(PERDURE_TIMER)
            .using(given.rows())
            .where(namespace())
            .and(PERDURE_TIMER.WORKFLOW.eq(given.of(PERDURE_TIMER.WORKFLOW)))
            .and(PERDURE_TIMER.TIMER.eq(given.of(PERDURE_TIMER.TIMER)))
            .and(PERDURE_TIMER.CLAIM.eq(given.of(PERDURE_TIMER.CLAIM)))
            .and(PERDURE_TIMER.FIRE_AT.eq(given.of(PERDURE_TIMER.FIRE_AT)));
    return given.manyAtOnce()
        ? fired.returningResult(
            PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER, PERDURE_TIMER.CLAIM, PERDURE_TIMER.FIRE_AT)
        : fired;
  }

  /** The delay begins to count when the row that it may replace has been locked. */
  private static Query scheduleIn(Dialect dialect) {
    CommonTableExpression<Record1<Instant>> held =
        name("held")
            .as(
                dialect.locked(
                    select(PERDURE_TIMER.FIRE_AT)
                        .from(PERDURE_TIMER)
                        .where(workflow())
                        .and(PERDURE_TIMER.TIMER.eq(param("timer", PERDURE_TIMER.TIMER)))));
    Table<Record1<Integer>> locked =
        select(aggregate(dialect.function("count"), Integer.class, inline(1)))
            .from(held)
            .asTable("locked");
    Field<Instant> at = field(name("clock", "at"), PERDURE_TIMER.FIRE_AT.getDataType());
    return orReplace(
            with(held)
                .insertInto(PERDURE_TIMER, WRITTEN)
                .select(
                    written(
                            param("workflow", PERDURE_TIMER.WORKFLOW),
                            param("timer", PERDURE_TIMER.TIMER),
                            at)
                        .from(select(later(dialect).as("at")).from(locked).asTable("clock"))
                        .where(trueCondition())))
        .returningResult(PERDURE_TIMER.FIRE_AT, PERDURE_TIMER.VERSION);
  }

  private static SelectJoinStep<? extends Record> timers() {
    return select(
            PERDURE_TIMER.WORKFLOW,
            PERDURE_TIMER.TIMER,
            PERDURE_TIMER.FIRE_AT,
            PERDURE_TIMER.AVAILABLE_AT,
            PERDURE_TIMER.CLAIM)
        .from(PERDURE_TIMER);
  }

  /**
   * That there is an instant at which it can be claimed: missing it is corrupt, and may stand
   * before all. Asked as a range: SQLite knows that the column is never missing, and asks no row.
   */
  private static Condition available() {
    return namespace()
        .and(PERDURE_TIMER.AVAILABLE_AT.ge(param("earliest", PERDURE_TIMER.AVAILABLE_AT)));
  }

  private static Condition namespace() {
    return PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS));
  }

  private static Condition workflow() {
    return namespace().and(PERDURE_TIMER.WORKFLOW.eq(param("workflow", PERDURE_TIMER.WORKFLOW)));
  }
}
