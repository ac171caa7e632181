package io.perdure.store.jooq.history;

import static io.perdure.tables.Tables.PERDURE_EVENT;
import static io.perdure.tables.Tables.PERDURE_RUN;
import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.once.OnceKeys;
import io.perdure.store.jooq.sql.CompiledSql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** The statements of histories that both databases take alike. */
final class HistorySql {
  /**
   * So many bytes of payloads and metadata come with their rows: each has an equal share, and what
   * is larger is fetched apart.
   */
  static final long PAGE_BYTES = 8L << 20;

  /** Stands for a run that is missing, which no event may be without; 0 is before the first. */
  static final long NO_RUN = -1;

  static final OnceKeys ONCE = new OnceKeys("history");

  static final CompiledSql HEAD =
      CompiledSql.of(
          "history.head",
          dialect -> select(PERDURE_WORKFLOW.HEAD).from(PERDURE_WORKFLOW).where(workflow()));

  static final CompiledSql FIND =
      CompiledSql.of(
          "history.find", dialect -> workflowRow().and(PERDURE_WORKFLOW.HEAD.gt(inline(0L))));

  static final CompiledSql LOCK =
      CompiledSql.of("history.lock", dialect -> dialect.locked(workflowRow()));

  static final CompiledSql RUNS =
      CompiledSql.of(
          "history.runs",
          dialect ->
              select(
                      PERDURE_RUN.RUN_NO,
                      PERDURE_RUN.RUN,
                      PERDURE_RUN.TYPE,
                      PERDURE_RUN.STATUS,
                      PERDURE_RUN.STARTED_AT,
                      PERDURE_RUN.CLOSED_AT,
                      PERDURE_RUN.FAILURE)
                  .from(PERDURE_RUN)
                  .where(run())
                  .orderBy(PERDURE_RUN.RUN_NO));

  static final CompiledSql RUN_EXISTS =
      CompiledSql.of(
          "history.run.exists",
          dialect ->
              select(PERDURE_RUN.RUN_NO)
                  .from(PERDURE_RUN)
                  .where(run())
                  .and(PERDURE_RUN.RUN.eq(param("run", PERDURE_RUN.RUN))));

  static final CompiledSql FORWARDS =
      CompiledSql.of(
          "history.read",
          dialect ->
              events(dialect)
                  .and(PERDURE_EVENT.SEQ.ge(param("from", PERDURE_EVENT.SEQ)))
                  .orderBy(PERDURE_EVENT.SEQ)
                  .limit(param("limit", Long.class)));

  static final CompiledSql BACKWARDS =
      CompiledSql.of(
          "history.read.backwards",
          dialect ->
              events(dialect)
                  .and(PERDURE_EVENT.SEQ.le(param("from", PERDURE_EVENT.SEQ)))
                  .orderBy(PERDURE_EVENT.SEQ.desc())
                  .limit(param("limit", Long.class)));

  /** The contents of the events between two, that are larger than the share of a row. */
  static final CompiledSql LARGE =
      CompiledSql.of(
          "history.read.large",
          dialect ->
              select(PERDURE_EVENT.SEQ, PERDURE_EVENT.PAYLOAD, PERDURE_EVENT.METADATA)
                  .from(PERDURE_EVENT)
                  .where(event())
                  .and(
                      PERDURE_EVENT.SEQ.between(
                          param("low", PERDURE_EVENT.SEQ), param("high", PERDURE_EVENT.SEQ)))
                  .and(size(dialect).gt(param("share", Long.class))));

  static final CompiledSql CREATE =
      CompiledSql.of(
          "history.create",
          dialect ->
              insertInto(PERDURE_WORKFLOW)
                  .set(PERDURE_WORKFLOW.NS, param("ns", PERDURE_WORKFLOW.NS))
                  .set(PERDURE_WORKFLOW.WORKFLOW, param("workflow", PERDURE_WORKFLOW.WORKFLOW))
                  .set(headAndMarks())
                  .onConflict(PERDURE_WORKFLOW.NS, PERDURE_WORKFLOW.WORKFLOW)
                  .doNothing());

  static final CompiledSql ADVANCE =
      CompiledSql.of(
          "history.advance",
          dialect ->
              update(PERDURE_WORKFLOW)
                  .set(PERDURE_WORKFLOW.HEAD, param("head", PERDURE_WORKFLOW.HEAD))
                  .where(workflow())
                  .and(PERDURE_WORKFLOW.HEAD.eq(param("expected", PERDURE_WORKFLOW.HEAD))));

  static final CompiledSql ADVANCE_MARKED =
      CompiledSql.of(
          "history.advance.marked",
          dialect ->
              update(PERDURE_WORKFLOW)
                  .set(headAndMarks())
                  .where(workflow())
                  .and(PERDURE_WORKFLOW.HEAD.eq(param("expected", PERDURE_WORKFLOW.HEAD))));

  static final CompiledSql INSERT_RUN =
      CompiledSql.of(
          "history.run.insert",
          dialect ->
              insertInto(PERDURE_RUN)
                  .set(PERDURE_RUN.NS, param("ns", PERDURE_RUN.NS))
                  .set(PERDURE_RUN.WORKFLOW, param("workflow", PERDURE_RUN.WORKFLOW))
                  .set(PERDURE_RUN.RUN_NO, param("run_no", PERDURE_RUN.RUN_NO))
                  .set(PERDURE_RUN.RUN, param("run", PERDURE_RUN.RUN))
                  .set(PERDURE_RUN.STATUS, param("status", PERDURE_RUN.STATUS))
                  .set(PERDURE_RUN.TYPE, param("type", PERDURE_RUN.TYPE))
                  .set(PERDURE_RUN.STARTED_AT, param("started_at", PERDURE_RUN.STARTED_AT))
                  .set(PERDURE_RUN.CLOSED_AT, param("closed_at", PERDURE_RUN.CLOSED_AT))
                  .set(PERDURE_RUN.FIRST_SEQ, param("first_seq", PERDURE_RUN.FIRST_SEQ))
                  .set(PERDURE_RUN.FAILURE, param("failure", PERDURE_RUN.FAILURE)));

  static final CompiledSql UPDATE_RUN =
      CompiledSql.of(
          "history.run.update",
          dialect ->
              update(PERDURE_RUN)
                  .set(PERDURE_RUN.STATUS, param("status", PERDURE_RUN.STATUS))
                  .set(PERDURE_RUN.CLOSED_AT, param("closed_at", PERDURE_RUN.CLOSED_AT))
                  .set(PERDURE_RUN.FAILURE, param("failure", PERDURE_RUN.FAILURE))
                  .where(run())
                  .and(PERDURE_RUN.RUN_NO.eq(param("run_no", PERDURE_RUN.RUN_NO))));

  static final List<CompiledSql> ALL =
      List.of(
          HEAD,
          FIND,
          LOCK,
          RUNS,
          RUN_EXISTS,
          FORWARDS,
          BACKWARDS,
          LARGE,
          CREATE,
          ADVANCE,
          ADVANCE_MARKED,
          INSERT_RUN,
          UPDATE_RUN);

  private HistorySql() {}

  /** What a marked append says of its workflow's row. */
  private static Map<Field<?>, Field<?>> headAndMarks() {
    Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
    for (Field<?> column :
        List.of(
            PERDURE_WORKFLOW.HEAD,
            PERDURE_WORKFLOW.STATUS,
            PERDURE_WORKFLOW.RUN_NO,
            PERDURE_WORKFLOW.TYPE,
            PERDURE_WORKFLOW.PARENT_WORKFLOW,
            PERDURE_WORKFLOW.FIRST_STARTED_AT,
            PERDURE_WORKFLOW.STARTED_AT,
            PERDURE_WORKFLOW.CLOSED_AT,
            PERDURE_WORKFLOW.FAILURE)) {
      columns.put(column, param(column.getName(), column));
    }
    return columns;
  }

  private static SelectConditionStep<? extends Record> workflowRow() {
    return select(
            PERDURE_WORKFLOW.HEAD,
            PERDURE_WORKFLOW.STATUS,
            PERDURE_WORKFLOW.RUN_NO,
            PERDURE_WORKFLOW.TYPE,
            PERDURE_WORKFLOW.PARENT_WORKFLOW,
            PERDURE_WORKFLOW.FIRST_STARTED_AT,
            PERDURE_WORKFLOW.STARTED_AT,
            PERDURE_WORKFLOW.CLOSED_AT,
            PERDURE_WORKFLOW.FAILURE,
            PERDURE_WORKFLOW.WORKFLOW)
        .from(PERDURE_WORKFLOW)
        .where(workflow());
  }

  /**
   * Each row with the head of its workflow at that moment, so that a missing end is noticed; and
   * with its content, if that is small or rows come only as they are read.
   */
  private static SelectConditionStep<? extends Record> events(Dialect dialect) {
    boolean whole = dialect.readsRowByRow();
    Field<Long> size = size(dialect);
    // Selected, so that it is reckoned once and not for each row.
    Field<Long> share = field(select(inline(PAGE_BYTES).div(param("limit", Long.class))));
    Condition small = size.le(share);
    return select(
            PERDURE_EVENT.SEQ,
            coalesce(PERDURE_EVENT.RUN_NO, inline(NO_RUN)),
            PERDURE_EVENT.TYPE,
            PERDURE_EVENT.CONTENT_TYPE,
            PERDURE_EVENT.MARK,
            PERDURE_EVENT.RECORDED_AT,
            whole ? PERDURE_EVENT.PAYLOAD : when(small, PERDURE_EVENT.PAYLOAD),
            whole ? PERDURE_EVENT.METADATA : when(small, PERDURE_EVENT.METADATA),
            whole ? inline(0L) : size,
            field(select(PERDURE_WORKFLOW.HEAD).from(PERDURE_WORKFLOW).where(workflow())))
        .from(PERDURE_EVENT)
        .where(event());
  }

  private static Field<Long> size(Dialect dialect) {
    return dialect
        .byteLength(PERDURE_EVENT.PAYLOAD)
        .plus(coalesce(dialect.byteLength(PERDURE_EVENT.METADATA), inline(0L)));
  }

  private static Condition workflow() {
    return PERDURE_WORKFLOW
        .NS
        .eq(param("ns", PERDURE_WORKFLOW.NS))
        .and(PERDURE_WORKFLOW.WORKFLOW.eq(param("workflow", PERDURE_WORKFLOW.WORKFLOW)));
  }

  private static Condition run() {
    return PERDURE_RUN
        .NS
        .eq(param("ns", PERDURE_RUN.NS))
        .and(PERDURE_RUN.WORKFLOW.eq(param("workflow", PERDURE_RUN.WORKFLOW)));
  }

  private static Condition event() {
    return PERDURE_EVENT
        .NS
        .eq(param("ns", PERDURE_EVENT.NS))
        .and(PERDURE_EVENT.WORKFLOW.eq(param("workflow", PERDURE_EVENT.WORKFLOW)));
  }
}
