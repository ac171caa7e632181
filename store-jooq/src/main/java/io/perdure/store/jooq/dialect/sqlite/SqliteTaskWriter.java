package io.perdure.store.jooq.dialect.sqlite;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.dialect.TaskWriter;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.LimitedSql;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.RowId;
import org.jooq.Select;
import org.jooq.UpdateConditionStep;

/** Claims where nobody else writes meanwhile; chunks of payloads are read afterwards. */
final class SqliteTaskWriter implements TaskWriter {
  private static final LimitedSql CLAIM =
      LimitedSql.of(
          "tasks.claim",
          (dialect, limit) ->
              answering(
                  TaskClaims.handOut(
                      dialect,
                      at(TaskClaims.places(TaskClaims.free(dialect, inline(""), limit))))));

  private static final LimitedSql CLAIM_ON =
      LimitedSql.of(
          "tasks.claim.on",
          (dialect, limit) ->
              answering(
                  TaskClaims.handOut(
                      dialect,
                      at(
                          TaskClaims.places(
                              TaskClaims.free(dialect, inline(""), limit),
                              TaskClaims.free(
                                  dialect, TaskClaims.told("node", PERDURE_TASK.NODE), limit),
                              limit)))));

  /** Looks for the places first: with other columns the planner would not use the index. */
  private static final CompiledSql CLAIM_AGAIN =
      CompiledSql.of(
          "tasks.claim.again",
          dialect ->
              answering(
                  TaskClaims.prolong(
                      dialect,
                      at(
                          select(PERDURE_TASK.rowid())
                              .from(PERDURE_TASK)
                              .where(TaskClaims.byToken())))));

  private static Condition at(Select<Record1<RowId>> places) {
    return PERDURE_TASK.rowid().in(places);
  }

  private static Query answering(UpdateConditionStep<?> update) {
    return update.returningResult(TaskClaims.columns(PERDURE_TASK.PAYLOAD));
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
