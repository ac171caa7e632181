package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_EVENT;
import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.with;

import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.dialect.EventWriter;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.Collection;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.ResultQuery;

/**
 * Events as arrays, one per column: a single round trip for any number of them, with the guard in
 * the same statement.
 *
 * <p>An append's events take their run from the workflow row that the guard has changed; if it
 * changed none, there is nothing to join and nothing is inserted.
 */
final class PostgresEventWriter implements EventWriter {
  /** Where the guard's row and the events' rows are read from. */
  private static final String HEAD = "head";

  private static final ArrayRows ROWS = new ArrayRows("events");

  private static final CompiledSql CREATE =
      CompiledSql.of(
          "history.append.create",
          dialect ->
              append(
                  insertInto(PERDURE_WORKFLOW)
                      .set(PERDURE_WORKFLOW.NS, param("ns", PERDURE_WORKFLOW.NS))
                      .set(PERDURE_WORKFLOW.WORKFLOW, param("workflow", PERDURE_WORKFLOW.WORKFLOW))
                      .set(PERDURE_WORKFLOW.HEAD, param("head", PERDURE_WORKFLOW.HEAD))
                      .set(PERDURE_WORKFLOW.RUN_NO, inline(0L))
                      .onConflict(PERDURE_WORKFLOW.NS, PERDURE_WORKFLOW.WORKFLOW)
                      .doUpdate()
                      .set(PERDURE_WORKFLOW.HEAD, excluded(PERDURE_WORKFLOW.HEAD))
                      .where(PERDURE_WORKFLOW.HEAD.eq(inline(0L)))
                      .returningResult(PERDURE_WORKFLOW.RUN_NO)));

  private static final CompiledSql ADVANCE =
      CompiledSql.of(
          "history.append.advance",
          dialect ->
              append(
                  update(PERDURE_WORKFLOW)
                      .set(PERDURE_WORKFLOW.HEAD, param("head", PERDURE_WORKFLOW.HEAD))
                      .where(PERDURE_WORKFLOW.NS.eq(param("ns", PERDURE_WORKFLOW.NS)))
                      .and(
                          PERDURE_WORKFLOW.WORKFLOW.eq(
                              param("workflow", PERDURE_WORKFLOW.WORKFLOW)))
                      .and(PERDURE_WORKFLOW.HEAD.eq(param("expected", PERDURE_WORKFLOW.HEAD)))
                      .returningResult(PERDURE_WORKFLOW.RUN_NO)));

  private static final CompiledSql INSERT =
      CompiledSql.of(
          "history.append.events",
          dialect ->
              insertInto(
                      PERDURE_EVENT,
                      PERDURE_EVENT.NS,
                      PERDURE_EVENT.WORKFLOW,
                      PERDURE_EVENT.SEQ,
                      PERDURE_EVENT.RUN_NO,
                      PERDURE_EVENT.TYPE,
                      PERDURE_EVENT.CONTENT_TYPE,
                      PERDURE_EVENT.MARK,
                      PERDURE_EVENT.RECORDED_AT,
                      PERDURE_EVENT.METADATA,
                      PERDURE_EVENT.PAYLOAD)
                  .select(
                      select(
                              param("ns", PERDURE_EVENT.NS),
                              param("workflow", PERDURE_EVENT.WORKFLOW),
                              ROWS.of(PERDURE_EVENT.SEQ),
                              ROWS.of(PERDURE_EVENT.RUN_NO),
                              ROWS.of(PERDURE_EVENT.TYPE),
                              ROWS.of(PERDURE_EVENT.CONTENT_TYPE),
                              ROWS.of(PERDURE_EVENT.MARK),
                              ROWS.of(PERDURE_EVENT.RECORDED_AT),
                              ROWS.of(PERDURE_EVENT.METADATA),
                              ROWS.of(PERDURE_EVENT.PAYLOAD))
                          .from(
                              ROWS.table(
                                  PERDURE_EVENT.SEQ,
                                  PERDURE_EVENT.RUN_NO,
                                  PERDURE_EVENT.TYPE,
                                  PERDURE_EVENT.CONTENT_TYPE,
                                  PERDURE_EVENT.MARK,
                                  PERDURE_EVENT.RECORDED_AT,
                                  PERDURE_EVENT.METADATA,
                                  PERDURE_EVENT.PAYLOAD))));

  private static Query append(ResultQuery<Record1<Long>> guard) {
    CommonTableExpression<Record1<Long>> head = name(HEAD).as(guard);
    return with(head)
        .insertInto(
            PERDURE_EVENT,
            PERDURE_EVENT.NS,
            PERDURE_EVENT.WORKFLOW,
            PERDURE_EVENT.SEQ,
            PERDURE_EVENT.RUN_NO,
            PERDURE_EVENT.TYPE,
            PERDURE_EVENT.CONTENT_TYPE,
            PERDURE_EVENT.RECORDED_AT,
            PERDURE_EVENT.METADATA,
            PERDURE_EVENT.PAYLOAD)
        .select(
            select(
                    param("ns", PERDURE_EVENT.NS),
                    param("workflow", PERDURE_EVENT.WORKFLOW),
                    ROWS.of(PERDURE_EVENT.SEQ),
                    field(name(HEAD, PERDURE_WORKFLOW.RUN_NO.getName()), Long.class),
                    ROWS.of(PERDURE_EVENT.TYPE),
                    ROWS.of(PERDURE_EVENT.CONTENT_TYPE),
                    ROWS.of(PERDURE_EVENT.RECORDED_AT),
                    ROWS.of(PERDURE_EVENT.METADATA),
                    ROWS.of(PERDURE_EVENT.PAYLOAD))
                .from(
                    head,
                    ROWS.table(
                        PERDURE_EVENT.SEQ,
                        PERDURE_EVENT.TYPE,
                        PERDURE_EVENT.CONTENT_TYPE,
                        PERDURE_EVENT.RECORDED_AT,
                        PERDURE_EVENT.METADATA,
                        PERDURE_EVENT.PAYLOAD)));
  }

  @Override
  public boolean append(
      Session session,
      String namespace,
      String workflow,
      long expectedHead,
      List<NewEvent> events) {
    Bound append = session.bind(expectedHead == 0 ? CREATE : ADVANCE);
    append.set("ns", namespace).set("workflow", workflow);
    append.set("head", expectedHead + events.size());
    if (expectedHead > 0) {
      append.set("expected", expectedHead);
    }
    EventArrays.set(append, events, expectedHead + 1);
    return append.update() == events.size();
  }

  @Override
  public void insert(
      Session session,
      String namespace,
      String workflow,
      long firstSeq,
      List<NewEvent> events,
      long[] runs) {
    if (events.isEmpty()) {
      return;
    }
    Bound insert = session.bind(INSERT).set("ns", namespace).set("workflow", workflow);
    EventArrays.set(insert, events, firstSeq);
    EventArrays.setMarks(insert, events, runs);
    insert.update();
  }

  @Override
  public Collection<CompiledSql> statements() {
    return List.of(CREATE, ADVANCE, INSERT);
  }
}
