package io.perdure.store.jooq.maintenance;

import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.sql.CompiledSql;
import java.util.List;
import org.jooq.Condition;

/** The statements of maintenance that belong to no one room. */
final class MaintenanceSql {
  static final CompiledSql NOW =
      CompiledSql.of("maintenance.now", dialect -> select(dialect.now()));

  /** Its row, locked: who appends to it waits, then finds it gone. */
  static final CompiledSql LOCK =
      CompiledSql.of(
          "maintenance.lock",
          dialect ->
              dialect.locked(
                  select(PERDURE_WORKFLOW.HEAD, PERDURE_WORKFLOW.STATUS, PERDURE_WORKFLOW.CLOSED_AT)
                      .from(PERDURE_WORKFLOW)
                      .where(workflow())));

  /** A row to hold where there is none, so that nobody begins the workflow meanwhile. */
  static final CompiledSql HOLD =
      CompiledSql.of(
          "maintenance.hold",
          dialect ->
              insertInto(PERDURE_WORKFLOW)
                  .set(PERDURE_WORKFLOW.NS, param("ns", PERDURE_WORKFLOW.NS))
                  .set(PERDURE_WORKFLOW.WORKFLOW, param("workflow", PERDURE_WORKFLOW.WORKFLOW))
                  .set(PERDURE_WORKFLOW.HEAD, inline(0L))
                  .set(PERDURE_WORKFLOW.RUN_NO, inline(0L))
                  .onConflict(PERDURE_WORKFLOW.NS, PERDURE_WORKFLOW.WORKFLOW)
                  .doNothing());

  static final CompiledSql DELETE =
      CompiledSql.of(
          "maintenance.delete", dialect -> deleteFrom(PERDURE_WORKFLOW).where(workflow()));

  static final List<CompiledSql> ALL = List.of(NOW, LOCK, HOLD, DELETE);

  private MaintenanceSql() {}

  private static Condition workflow() {
    return PERDURE_WORKFLOW
        .NS
        .eq(param("ns", PERDURE_WORKFLOW.NS))
        .and(PERDURE_WORKFLOW.WORKFLOW.eq(param("workflow", PERDURE_WORKFLOW.WORKFLOW)));
  }
}
