package io.perdure.store.jooq.dialect;

import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;

import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jooq.InsertOnDuplicateStep;
import org.jooq.InsertReturningStep;
import org.jooq.Record;

/** What the statements on timers have in common, whatever shape a database wants them in. */
public final class TimerParts {
  /** What a claim answers of each timer. */
  public static final List<Field<?>> CLAIMED =
      List.of(
          PERDURE_TIMER.WORKFLOW,
          PERDURE_TIMER.TIMER,
          PERDURE_TIMER.FIRE_AT,
          PERDURE_TIMER.AVAILABLE_AT);

  private TimerParts() {}

  /**
   * The insert, which replaces a timer of that name, and ends a claim of it; one that is due at
   * that very instant it leaves as it is. A row without an instant or a version is made whole.
   */
  public static <R extends Record> InsertReturningStep<R> orReplace(
      InsertOnDuplicateStep<R> insert) {
    return insert
        .onConflict(PERDURE_TIMER.NS, PERDURE_TIMER.WORKFLOW, PERDURE_TIMER.TIMER)
        .doUpdate()
        .set(PERDURE_TIMER.FIRE_AT, excluded(PERDURE_TIMER.FIRE_AT))
        .set(PERDURE_TIMER.AVAILABLE_AT, excluded(PERDURE_TIMER.AVAILABLE_AT))
        .set(PERDURE_TIMER.VERSION, coalesce(PERDURE_TIMER.VERSION, inline(1L)).plus(inline(1L)))
        .set(PERDURE_TIMER.CLAIM, inline(null, PERDURE_TIMER.CLAIM))
        .set(PERDURE_TIMER.CLAIM_KEY, inline(null, PERDURE_TIMER.CLAIM_KEY))
        .where(PERDURE_TIMER.FIRE_AT.isDistinctFrom(excluded(PERDURE_TIMER.FIRE_AT)));
  }

  /** So long from now as the parameter {@code duration} says, in nanoseconds. */
  public static Field<Instant> later(Dialect dialect) {
    return dialect.now().plus(param("duration", Long.class)).coerce(PERDURE_TIMER.AVAILABLE_AT);
  }
}
