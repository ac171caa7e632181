package io.perdure.store.jooq.dialect.sqlite;

import static io.perdure.store.jooq.dialect.TimerParts.CLAIMED;
import static io.perdure.store.jooq.dialect.TimerParts.later;
import static io.perdure.store.jooq.dialect.TimerParts.orReplace;
import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.with;

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
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record2;

/** Timers row by row: a statement costs no round trip here. */
final class SqliteTimerWriter implements TimerWriter {
  private static final CompiledSql SCHEDULE =
      CompiledSql.of(
          "timers.schedule",
          dialect ->
              orReplace(
                      insertInto(PERDURE_TIMER)
                          .set(PERDURE_TIMER.NS, param("ns", PERDURE_TIMER.NS))
                          .set(PERDURE_TIMER.WORKFLOW, param("workflow", PERDURE_TIMER.WORKFLOW))
                          .set(PERDURE_TIMER.TIMER, param("timer", PERDURE_TIMER.TIMER))
                          .set(PERDURE_TIMER.FIRE_AT, param("fire_at", PERDURE_TIMER.FIRE_AT))
                          .set(
                              PERDURE_TIMER.AVAILABLE_AT,
                              param("fire_at", PERDURE_TIMER.AVAILABLE_AT))
                          .set(PERDURE_TIMER.VERSION, inline(1L)))
                  .returningResult(PERDURE_TIMER.VERSION));

  private static final LimitedSql CLAIM = LimitedSql.of("timers.claim", SqliteTimerWriter::claim);

  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of("timers.claim.again", SqliteTimerWriter::claimAgain);

  private static final CompiledSql FIRED =
      CompiledSql.of(
          "timers.fired",
          dialect ->
              deleteFrom(PERDURE_TIMER)
                  .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                  .and(PERDURE_TIMER.WORKFLOW.eq(param("workflow", PERDURE_TIMER.WORKFLOW)))
                  .and(PERDURE_TIMER.TIMER.eq(param("timer", PERDURE_TIMER.TIMER)))
                  .and(PERDURE_TIMER.CLAIM.eq(param("claim", PERDURE_TIMER.CLAIM)))
                  .and(PERDURE_TIMER.FIRE_AT.eq(param("fire_at", PERDURE_TIMER.FIRE_AT))));

  private static Query claim(Dialect dialect, Field<Long> limit) {
    CommonTableExpression<Record2<String, String>> free =
        name("free")
            .as(
                select(PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                    .from(PERDURE_TIMER)
                    .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                    .and(
                        PERDURE_TIMER.AVAILABLE_AT.le(
                            dialect.now().coerce(PERDURE_TIMER.AVAILABLE_AT)))
                    .orderBy(
                        PERDURE_TIMER.AVAILABLE_AT, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                    .limit(limit));
    return with(free)
        .update(PERDURE_TIMER)
        .set(PERDURE_TIMER.CLAIM, param("claim", PERDURE_TIMER.CLAIM))
        .set(PERDURE_TIMER.CLAIM_KEY, param("claim_key", PERDURE_TIMER.CLAIM_KEY))
        .set(PERDURE_TIMER.AVAILABLE_AT, later(dialect))
        .from(free)
        .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
        .and(PERDURE_TIMER.WORKFLOW.eq(free.field(PERDURE_TIMER.WORKFLOW)))
        .and(PERDURE_TIMER.TIMER.eq(free.field(PERDURE_TIMER.TIMER)))
        .returningResult(CLAIMED);
  }

  /**
   * Looks for the keys first: all that the index has, without which the planner would not use it.
   */
  private static Query claimAgain(Dialect dialect) {
    CommonTableExpression<Record2<String, String>> held =
        name("held")
            .as(
                select(PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
                    .from(PERDURE_TIMER)
                    .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
                    .and(PERDURE_TIMER.CLAIM_KEY.eq(param("claim_key", PERDURE_TIMER.CLAIM_KEY))));
    return with(held)
        .update(PERDURE_TIMER)
        .set(PERDURE_TIMER.AVAILABLE_AT, later(dialect))
        .from(held)
        .where(PERDURE_TIMER.NS.eq(param("ns", PERDURE_TIMER.NS)))
        .and(PERDURE_TIMER.WORKFLOW.eq(held.field(PERDURE_TIMER.WORKFLOW)))
        .and(PERDURE_TIMER.TIMER.eq(held.field(PERDURE_TIMER.TIMER)))
        .returningResult(CLAIMED);
  }

  @Override
  public Map<NewTimer, Long> schedule(Session session, String namespace, List<NewTimer> timers) {
    Map<NewTimer, Long> versions = new HashMap<>();
    for (NewTimer timer : timers) {
      session
          .bind(SCHEDULE)
          .set("ns", namespace)
          .set("workflow", timer.workflow().value())
          .set("timer", timer.timer())
          .set("fire_at", InstantNanos.toNanos(timer.fireAt()))
          .first(row -> row.getLong(1))
          .ifPresent(version -> versions.put(timer, version));
    }
    return versions;
  }

  @Override
  public Set<Claim> fired(Session session, String namespace, List<Claim> claims) {
    Set<Claim> fired = new HashSet<>();
    if (claims.isEmpty()) {
      return fired;
    }
    Bound delete = session.bind(FIRED).set("ns", namespace);
    for (Claim claim : claims) {
      delete
          .set("workflow", claim.workflow())
          .set("timer", claim.timer())
          .set("claim", claim.token())
          .set("fire_at", claim.fireAt());
      if (delete.updateAndKeep() == 1) {
        fired.add(claim);
      }
    }
    delete.end();
    return fired;
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
