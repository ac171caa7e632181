package io.perdure.store.jooq.dialect.postgres;

import static io.perdure.tables.Tables.PERDURE_EVENT;
import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.with;

import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.dialect.EventColumns;
import io.perdure.store.jooq.dialect.EventWriter;
import io.perdure.store.jooq.dialect.HeadGuard;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.Table;

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
      CompiledSql.of("history.append.create", dialect -> appendAll(HeadGuard.creating()));

  private static final CompiledSql ADVANCE =
      CompiledSql.of("history.append.advance", dialect -> appendAll(HeadGuard.advancing()));

  private static final CompiledSql CREATE_ONE =
      CompiledSql.of("history.append.create.one", dialect -> appendOne(HeadGuard.creating()));

  private static final CompiledSql ADVANCE_ONE =
      CompiledSql.of("history.append.advance.one", dialect -> appendOne(HeadGuard.advancing()));

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

  private static Query appendAll(ResultQuery<Record1<Long>> guard) {
    Table<?> rows =
        ROWS.table(
            PERDURE_EVENT.SEQ,
            PERDURE_EVENT.TYPE,
            PERDURE_EVENT.CONTENT_TYPE,
            PERDURE_EVENT.RECORDED_AT,
            PERDURE_EVENT.METADATA,
            PERDURE_EVENT.PAYLOAD);
    return append(guard, ROWS::of, rows);
  }

  /** The same for one event, whose values need no arrays. */
  private static Query appendOne(ResultQuery<Record1<Long>> guard) {
    return append(guard, PostgresEventWriter::parameter);
  }

  private static <T> Field<T> parameter(Field<T> column) {
    return param(column.getName(), column);
  }

  private static Query append(ResultQuery<Record1<Long>> guard, Values values, Table<?>... rows) {
    CommonTableExpression<Record1<Long>> head = name(HEAD).as(guard);
    List<Table<?>> from = new ArrayList<>(List.of(rows));
    from.add(0, head);
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
                    values.of(PERDURE_EVENT.SEQ),
                    field(name(HEAD, PERDURE_WORKFLOW.RUN_NO.getName()), Long.class),
                    values.of(PERDURE_EVENT.TYPE),
                    values.of(PERDURE_EVENT.CONTENT_TYPE),
                    values.of(PERDURE_EVENT.RECORDED_AT),
                    values.of(PERDURE_EVENT.METADATA),
                    values.of(PERDURE_EVENT.PAYLOAD))
                .from(from));
  }

  @Override
  public boolean append(
      Session session,
      String namespace,
      String workflow,
      long expectedHead,
      List<NewEvent> events) {
    Bound append = session.bind(statement(expectedHead == 0, events.size() == 1));
    append.set("ns", namespace).set("workflow", workflow);
    append.set("head", expectedHead + events.size());
    if (expectedHead > 0) {
      append.set("expected", expectedHead);
    }
    if (events.size() == 1) {
      EventColumns.set(append, expectedHead + 1, events.get(0));
    } else {
      EventArrays.set(append, events, expectedHead + 1);
    }
    return append.update() == events.size();
  }

  private static CompiledSql statement(boolean first, boolean one) {
    if (one) {
      return first ? CREATE_ONE : ADVANCE_ONE;
    }
    return first ? CREATE : ADVANCE;
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
    return List.of(CREATE, ADVANCE, CREATE_ONE, ADVANCE_ONE, INSERT);
  }

  /** Where the value of an event's column comes from. */
  private interface Values {
    <T> Field<T> of(Field<T> column);
  }
}
