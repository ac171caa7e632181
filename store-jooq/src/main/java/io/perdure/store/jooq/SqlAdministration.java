package io.perdure.store.jooq;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.aggregate;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.perdure.store.Administration;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Counts over the workflows and tasks of all namespaces, grouped as they are asked for. */
public final class SqlAdministration implements Administration {
  private static final String LIST = "administration.namespaces";

  private static final String COUNTED = "counted";
  private static final Field<String> NAMESPACE =
      field(name(COUNTED, "ns"), PERDURE_WORKFLOW.NS.getDataType());
  private static final Field<Long> WORKFLOWS = column("workflows");
  private static final Field<Long> RUNNING = column("running");
  private static final Field<Long> PAUSED = column("paused");
  private static final Field<Long> EVENTS = column("events");
  private static final Field<Long> PENDING = column("pending");
  private static final Field<Long> CLAIMED = column("claimed");
  private static final Field<Long> DEAD = column("dead");
  private static final List<Field<Long>> COLUMNS =
      List.of(WORKFLOWS, RUNNING, PAUSED, EVENTS, PENDING, CLAIMED, DEAD);

  private final Access access;

  public SqlAdministration(Access access) {
    this.access = access;
  }

  private static Field<Long> column(String name) {
    return field(name(COUNTED, name), Long.class);
  }

  @Override
  public Page<NamespaceCounts> namespaces(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = page.after().map(token -> PageTokens.decode(LIST, token));
    return access.read(LIST, session -> read(session, page.size(), after));
  }

  private static Page<NamespaceCounts> read(Session session, int size, Optional<RowKey> after) {
    Dialect dialect = session.dialect();
    Table<Record> counted =
        workflows(after).unionAll(liveTasks(after)).unionAll(deadLetters(after)).asTable(COUNTED);
    List<NamespaceCounts> counts =
        session
            .dsl()
            .select(NAMESPACE)
            .select(COLUMNS.stream().map(column -> sum(dialect, column)).toList())
            .from(counted)
            .groupBy(NAMESPACE)
            .orderBy(NAMESPACE)
            .limit(inline(size + 1))
            .fetch(SqlAdministration::counts);
    return counts.size() <= size
        ? new Page<>(counts, Optional.empty())
        : new Page<>(
            counts.subList(0, size),
            Optional.of(PageTokens.encode(LIST, new RowKey(0, counts.get(size - 1).namespace()))));
  }

  private static NamespaceCounts counts(Record row) {
    return new NamespaceCounts(
        row.get(NAMESPACE),
        row.get(1, Long.class),
        row.get(2, Long.class),
        row.get(3, Long.class),
        row.get(4, Long.class),
        row.get(5, Long.class),
        row.get(6, Long.class),
        row.get(7, Long.class));
  }

  private static Select<Record> workflows(Optional<RowKey> after) {
    return counting(
        PERDURE_WORKFLOW,
        PERDURE_WORKFLOW.NS,
        after,
        PERDURE_WORKFLOW.HEAD.gt(inline(0L)),
        Map.of(
            WORKFLOWS,
            inline(1L),
            RUNNING,
            one(PERDURE_WORKFLOW.STATUS.eq(inline(WorkflowStatus.RUNNING.name()))),
            PAUSED,
            one(PERDURE_WORKFLOW.STATUS.eq(inline(WorkflowStatus.PAUSED.name()))),
            EVENTS,
            PERDURE_WORKFLOW.HEAD));
  }

  private static Select<Record> liveTasks(Optional<RowKey> after) {
    return counting(
        PERDURE_TASK,
        PERDURE_TASK.NS,
        after,
        PERDURE_TASK.AVAILABLE_AT.isNotNull(),
        Map.of(
            PENDING,
            one(PERDURE_TASK.CLAIMED_AT.isNull()),
            CLAIMED,
            one(PERDURE_TASK.CLAIMED_AT.isNotNull())));
  }

  private static Select<Record> deadLetters(Optional<RowKey> after) {
    return counting(
        PERDURE_TASK,
        PERDURE_TASK.NS,
        after,
        PERDURE_TASK
            .ENDED_AT
            .isNotNull()
            .and(PERDURE_TASK.STATE.eq(inline(TaskState.FAILED.name()))),
        Map.of(DEAD, inline(1L)));
  }

  /** A row for each row of the table, with what it adds to the columns. */
  private static Select<Record> counting(
      Table<?> table,
      Field<String> namespace,
      Optional<RowKey> after,
      Condition condition,
      Map<Field<Long>, Field<Long>> adds) {
    List<Field<?>> columns = new ArrayList<>();
    columns.add(namespace.as(NAMESPACE));
    COLUMNS.forEach(column -> columns.add(adds.getOrDefault(column, inline(0L)).as(column)));
    return select(columns)
        .from(table)
        .where(condition)
        .and(after.map(key -> namespace.gt(key.text())).orElse(DSL.noCondition()));
  }

  private static Field<Long> one(Condition condition) {
    return when(condition, inline(1L)).otherwise(inline(0L));
  }

  private static Field<Long> sum(Dialect dialect, Field<Long> field) {
    return aggregate(dialect.function("sum"), Long.class, field).cast(Long.class);
  }
}
