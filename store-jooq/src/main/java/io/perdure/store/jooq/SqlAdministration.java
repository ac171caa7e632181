package io.perdure.store.jooq;

import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.aggregate;
import static org.jooq.impl.DSL.inline;
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
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Counts over the workflows of all namespaces, grouped as they are asked for. */
public final class SqlAdministration implements Administration {
  private static final String LIST = "administration.namespaces";

  private final Access access;

  public SqlAdministration(Access access) {
    this.access = access;
  }

  @Override
  public Page<NamespaceCounts> namespaces(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = page.after().map(token -> PageTokens.decode(LIST, token));
    return access.read(LIST, session -> read(session, page.size(), after));
  }

  private static Page<NamespaceCounts> read(Session session, int size, Optional<RowKey> after) {
    Dialect dialect = session.dialect();
    Condition begin =
        after.map(key -> PERDURE_WORKFLOW.NS.gt(key.text())).orElse(DSL.noCondition());
    Field<Long> running = count(dialect, WorkflowStatus.RUNNING).as("running");
    Field<Long> paused = count(dialect, WorkflowStatus.PAUSED).as("paused");
    Field<Long> workflows = sum(dialect, inline(1L)).as("workflows");
    Field<Long> events = sum(dialect, PERDURE_WORKFLOW.HEAD).as("events");
    List<NamespaceCounts> counts =
        session
            .dsl()
            .select(PERDURE_WORKFLOW.NS, workflows, running, paused, events)
            .from(PERDURE_WORKFLOW)
            .where(PERDURE_WORKFLOW.HEAD.gt(inline(0L)))
            .and(begin)
            .groupBy(PERDURE_WORKFLOW.NS)
            .orderBy(PERDURE_WORKFLOW.NS)
            .limit(inline(size + 1))
            .fetch(
                (Record row) ->
                    new NamespaceCounts(
                        row.get(PERDURE_WORKFLOW.NS),
                        row.get(workflows),
                        row.get(running),
                        row.get(paused),
                        row.get(events)));
    return counts.size() <= size
        ? new Page<>(counts, Optional.empty())
        : new Page<>(
            counts.subList(0, size),
            Optional.of(PageTokens.encode(LIST, new RowKey(0, counts.get(size - 1).namespace()))));
  }

  private static Field<Long> count(Dialect dialect, WorkflowStatus status) {
    return sum(
        dialect,
        when(PERDURE_WORKFLOW.STATUS.eq(inline(status.name())), inline(1L)).otherwise(inline(0L)));
  }

  private static Field<Long> sum(Dialect dialect, Field<Long> field) {
    return aggregate(dialect.function("sum"), Long.class, field).cast(Long.class);
  }
}
