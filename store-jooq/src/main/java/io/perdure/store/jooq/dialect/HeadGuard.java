package io.perdure.store.jooq.dialect;

import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.update;

import org.jooq.Record1;
import org.jooq.ResultQuery;

/**
 * The guard of an append: moves the head of a history if it is the expected one, and answers the
 * workflow's current run; no row if it is another.
 */
public final class HeadGuard {
  private HeadGuard() {}

  /** For a history that is to begin. */
  public static ResultQuery<Record1<Long>> creating() {
    return insertInto(PERDURE_WORKFLOW)
        .set(PERDURE_WORKFLOW.NS, param("ns", PERDURE_WORKFLOW.NS))
        .set(PERDURE_WORKFLOW.WORKFLOW, param("workflow", PERDURE_WORKFLOW.WORKFLOW))
        .set(PERDURE_WORKFLOW.HEAD, param("head", PERDURE_WORKFLOW.HEAD))
        .set(PERDURE_WORKFLOW.RUN_NO, inline(0L))
        .onConflict(PERDURE_WORKFLOW.NS, PERDURE_WORKFLOW.WORKFLOW)
        .doUpdate()
        .set(PERDURE_WORKFLOW.HEAD, excluded(PERDURE_WORKFLOW.HEAD))
        .where(PERDURE_WORKFLOW.HEAD.eq(inline(0L)))
        .returningResult(PERDURE_WORKFLOW.RUN_NO);
  }

  /** For a history that goes on. */
  public static ResultQuery<Record1<Long>> advancing() {
    return update(PERDURE_WORKFLOW)
        .set(PERDURE_WORKFLOW.HEAD, param("head", PERDURE_WORKFLOW.HEAD))
        .where(PERDURE_WORKFLOW.NS.eq(param("ns", PERDURE_WORKFLOW.NS)))
        .and(PERDURE_WORKFLOW.WORKFLOW.eq(param("workflow", PERDURE_WORKFLOW.WORKFLOW)))
        .and(PERDURE_WORKFLOW.HEAD.eq(param("expected", PERDURE_WORKFLOW.HEAD)))
        .returningResult(PERDURE_WORKFLOW.RUN_NO);
  }
}
