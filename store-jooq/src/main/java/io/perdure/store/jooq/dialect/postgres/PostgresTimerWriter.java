package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.store.jooq.dialect.TimerParts.CLAIMED;
import static io.perdure.store.jooq.dialect.TimerParts.later;
import static io.perdure.store.jooq.dialect.TimerParts.orReplace;
import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import io.perdure.store.WorkflowId;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TimerWriter;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.timers.NewTimer;
import io.perdure.tables.InstantNanos;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.RowId;
import org.jooq.TableField;

/** Timers as arrays, one per column: a single statement for any number of them. */
final class PostgresTimerWriter implements TimerWriter {
  private static final ArrayRows ROWS = new ArrayRows("timers");

  private static final CompiledSql SCHEDULE =
      CompiledSql.of(
          "timers.schedule",
          dialect ->
              orReplace(
                      insertInto(
                              PERDURE_TIMER,
                              PERDURE_TIMER.NS,
                              PERDURE_TIMER.WORKFLOW,
                              PERDURE_TIMER.TIMER,
                              PERDURE_TIMER.FIRE_AT,
                              PERDURE_TIMER.AVAILABLE_AT,
                              PERDURE_TIMER.VERSION)
                          .select(
                              select(
                                      param("ns", PERDURE_TIMER.NS),
                                      ROWS.of(PERDURE_TIMER.WORKFLOW),
                                      ROWS.of(PERDURE_TIMER.TIMER),
                                      ROWS.of(PERDURE_TIMER.FIRE_AT),
                                      ROWS.of(PERDURE_TIMER.FIRE_AT),
                                      inline(1L))
                                  .from(
                                      ROWS.table(
                                          PERDURE_TIMER.WORKFLOW,
                                          PERDURE_TIMER.TIMER,
                                          PERDURE_TIMER.FIRE_AT))))
                  .returningResult(
                      PERDURE_TIMER.WORKFLOW,
                      PERDURE_TIMER.TIMER,
                      PERDURE_TIMER.FIRE_AT,
                      PERDURE_TIMER.VERSION));

  private static final LimitedSql CLAIM = LimitedSql.of("timers.claim", PostgresTimerWriter::claim);

  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of("timers.claim.again", PostgresTimerWriter::claimAgain);

  private static final CompiledSql FIRED =
      CompiledSql.of(
          "timers.fired",
          dialect ->
              deleteFrom(PERDURE_TIMER)
                  .using(
                      ROWS.table(
                          PERDURE_TIMER.WORKFLOW,
                          PERDURE_TIMER.TIMER,
                          PERDURE_TIMER.CLAIM,
                          PERDURE_TIMER.FIRE_AT))
                  .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                  .and(PERDURE_TIMER.WORKFLOW.eq(ROWS.of(PERDURE_TIMER.WORKFLOW)))
                  .and(PERDURE_TIMER.TIMER.eq(ROWS.of(PERDURE_TIMER.TIMER)))
                  .and(PERDURE_TIMER.CLAIM.eq(ROWS.of(PERDURE_TIMER.CLAIM)))
                  .and(PERDURE_TIMER.FIRE_AT.eq(ROWS.of(PERDURE_TIMER.FIRE_AT)))
                  .returningResult(
                      PERDURE_TIMER.WORKFLOW,
                      PERDURE_TIMER.TIMER,
                      PERDURE_TIMER.CLAIM,
                      PERDURE_TIMER.FIRE_AT));

  /**
   * Goes back to the rows that it locked by their place, and the clock is read by subqueries:
   * joined by key, the planner walks the whole namespace at times, and a clock that is read row by
   * row could not bound the scan. A row that others are changing is left to them.
   */
  private static Query claim(Dialect dialect, Field<Long> limit) {
    Field<RowId[]> free =
        array(
            select(PERDURE_TIMER.rowid())
                .from(PERDURE_TIMER)
                .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                .and(
                    PERDURE_TIMER.AVAILABLE_AT.le(
                        field(select(dialect.now().coerce(PERDURE_TIMER.AVAILABLE_AT)))))
                .orderBy(PERDURE_TIMER.AVAILABLE_AT, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                .limit(limit)
                .forUpdate()
                .skipLocked());
    return update(PERDURE_TIMER)
        .set(PERDURE_TIMER.CLAIM, param("claim", PERDURE_TIMER.CLAIM))
        .set(PERDURE_TIMER.CLAIM_KEY, param("claim_key", PERDURE_TIMER.CLAIM_KEY))
        .set(PERDURE_TIMER.AVAILABLE_AT, field(select(later(dialect))))
        .where(PERDURE_TIMER.rowid().eq(any(free)))
        .returningResult(CLAIMED);
  }

  private static Query claimAgain(Dialect dialect) {
    return update(PERDURE_TIMER)
        .set(PERDURE_TIMER.AVAILABLE_AT, field(select(later(dialect))))
        .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
        .and(PERDURE_TIMER.CLAIM_KEY.eq(param("claim_key", PERDURE_TIMER.CLAIM_KEY)))
        .returningResult(CLAIMED);
  }

  @Override
  public Map<NewTimer, Long> schedule(Session session, String namespace, List<NewTimer> timers) {
    Map<NewTimer, Long> versions = new HashMap<>();
    if (timers.isEmpty()) {
      return versions;
    }
    Bound insert = session.bind(SCHEDULE).set("ns", namespace);
    each(insert, PERDURE_TIMER.WORKFLOW, timers, timer -> timer.workflow().value());
    each(insert, PERDURE_TIMER.TIMER, timers, NewTimer::timer);
    each(insert, PERDURE_TIMER.FIRE_AT, timers, timer -> InstantNanos.toNanos(timer.fireAt()));
    insert
        .list(
            row ->
                Map.entry(
                    new NewTimer(
                        WorkflowId.of(row.getString(1)),
                        row.getString(2),
                        InstantNanos.toInstant(row.getLong(3))),
                    row.getLong(4)))
        .forEach(changed -> versions.put(changed.getKey(), changed.getValue()));
    return versions;
  }

  @Override
  public Set<Claim> fired(Session session, String namespace, List<Claim> claims) {
    if (claims.isEmpty()) {
      return Set.of();
    }
    Bound delete = session.bind(FIRED).set("ns", namespace);
    each(delete, PERDURE_TIMER.WORKFLOW, claims, Claim::workflow);
    each(delete, PERDURE_TIMER.TIMER, claims, Claim::timer);
    each(delete, PERDURE_TIMER.CLAIM, claims, Claim::token);
    each(delete, PERDURE_TIMER.FIRE_AT, claims, Claim::fireAt);
    return new HashSet<>(
        delete.list(
            row ->
                new Claim(row.getString(1), row.getString(2), row.getString(3), row.getLong(4))));
  }

  private static <T> void each(
      Bound statement, TableField<?, ?> column, List<T> rows, Function<T, Object> value) {
    ArrayRows.set(statement, column, rows.stream().map(value).toArray());
  }

  @Override
  public LimitedSql claim() {
    return CLAIM;
  }

  @Override
  public CompiledSql claimAgain() {
    return CLAIM_AGAIN;
  }

  @Override
  public Collection<CompiledSql> statements() {
    return List.of(SCHEDULE, CLAIM.any(), CLAIM_AGAIN, FIRED);
  }
}
