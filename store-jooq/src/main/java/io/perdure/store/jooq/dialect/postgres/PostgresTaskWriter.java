package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_BODY;
import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.with;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.dialect.TaskWriter;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record3;
import org.jooq.RowId;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.UpdateConditionStep;

/**
 * Claims in one statement, payloads included. A row that others are changing is left to them.
 *
 * <p>It goes back to the rows that it locked by their place: joined by key, the planner walks the
 * whole namespace at times.
 */
final class PostgresTaskWriter implements TaskWriter {
  private static final LimitedSql CLAIM =
      LimitedSql.of(
          "tasks.claim",
          (dialect, limit) ->
              withPayloads(
                  TaskClaims.handOut(dialect, at(TaskClaims.places(anybodys(dialect, limit))))));

  private static final LimitedSql CLAIM_ON =
      LimitedSql.of(
          "tasks.claim.on",
          (dialect, limit) ->
              withPayloads(
                  TaskClaims.handOut(
                      dialect,
                      at(
                          TaskClaims.places(
                              anybodys(dialect, limit),
                              locked(
                                  TaskClaims.free(
                                      dialect, TaskClaims.told("node", PERDURE_TASK.NODE), limit)),
                              limit)))));

  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of(
          "tasks.claim.again",
          dialect -> withPayloads(TaskClaims.prolong(dialect, TaskClaims.byToken())));

  private static Select<Record3<RowId, Instant, Long>> anybodys(
      Dialect dialect, Field<Long> limit) {
    return locked(TaskClaims.free(dialect, inline(""), limit));
  }

  private static Select<Record3<RowId, Instant, Long>> locked(
      SelectForUpdateStep<Record3<RowId, Instant, Long>> free) {
    return free.forUpdate().skipLocked();
  }

  private static Condition at(Select<Record1<RowId>> places) {
    return PERDURE_TASK.rowid().eq(any(array(places)));
  }

  private static Query withPayloads(UpdateConditionStep<?> update) {
    CommonTableExpression<Record> changed =
        name("changed").as(update.returningResult(TaskClaims.COLUMNS));
    List<Field<?>> columns = new ArrayList<>();
    TaskClaims.COLUMNS.forEach(column -> columns.add(of(changed, column)));
    columns.add(PERDURE_BODY.NO);
    columns.add(PERDURE_BODY.BYTES);
    return with(changed)
        .select(columns)
        .from(changed)
        .leftJoin(PERDURE_BODY)
        .on(TaskClaims.BODIES.of(param("ns", PERDURE_BODY.NS), of(changed, PERDURE_TASK.BODY)))
        .orderBy(of(changed, PERDURE_TASK.POS), PERDURE_BODY.NO);
  }

  private static <T> Field<T> of(CommonTableExpression<?> changed, Field<T> column) {
    return Objects.requireNonNull(changed.field(column));
  }

  @Override
  public LimitedSql claim() {
    return CLAIM;
  }

  @Override
  public LimitedSql claimOn() {
    return CLAIM_ON;
  }

  @Override
  public CompiledSql claimAgain() {
    return CLAIM_AGAIN;
  }
}
