package io.perdure.store.jooq.history;

import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.jooq.engine.PageTokens;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Lists of workflows, page by page. */
final class WorkflowLists {
  private static final String IDS = "history.ids";

  private WorkflowLists() {}

  /** The key behind which a page of that list begins. */
  static Optional<RowKey> after(WorkflowFilter filter, PageRequest page) {
    return Paging.after(name(filter), page);
  }

  /** The key behind which a page of ids begins. */
  static Optional<RowKey> after(PageRequest page) {
    return Paging.after(IDS, page);
  }

  /** Every workflow that has an event, by id. */
  static Page<WorkflowId> ids(Session session, String namespace, int size, Optional<RowKey> after) {
    Condition begin =
        after.map(key -> PERDURE_WORKFLOW.WORKFLOW.gt(key.text())).orElse(noCondition());
    List<String> ids =
        session
            .dsl()
            .select(PERDURE_WORKFLOW.WORKFLOW)
            .from(PERDURE_WORKFLOW)
            .where(PERDURE_WORKFLOW.NS.eq(namespace))
            .and(PERDURE_WORKFLOW.HEAD.gt(inline(0L)))
            .and(begin)
            .orderBy(PERDURE_WORKFLOW.WORKFLOW)
            .limit(inline(size + 1))
            .fetch(PERDURE_WORKFLOW.WORKFLOW);
    Optional<PageToken> next =
        ids.size() > size
            ? Optional.of(PageTokens.encode(IDS, new RowKey(0, ids.get(size - 1))))
            : Optional.empty();
    return new Page<>(
        ids.subList(0, Math.min(size, ids.size())).stream()
            .map(id -> Corrupt.row(WorkflowRow.TABLE, id, next, () -> new WorkflowId(id)))
            .toList(),
        next);
  }

  /** The started workflows that meet the filter, newest first. */
  static Page<Workflow> list(
      Session session, String namespace, WorkflowFilter filter, int size, Optional<RowKey> after) {
    return Paging.read(
        name(filter),
        size,
        after,
        new Paging.Rows<WorkflowRow, Workflow>() {
          @Override
          public List<WorkflowRow> behind(Optional<RowKey> last, int limit) {
            return chunk(session, namespace, filter, limit, last);
          }

          @Override
          public RowKey key(WorkflowRow row) {
            return WorkflowLists.key(row);
          }

          @Override
          public long bytes(WorkflowRow row) {
            return WorkflowLists.bytes(row);
          }

          @Override
          public Workflow entry(WorkflowRow row, Optional<PageToken> next) {
            return row.summary(next);
          }
        });
  }

  private static RowKey key(WorkflowRow row) {
    Long first = row.firstStartedAt();
    if (first == null) {
      throw new CorruptRecordException(
          WorkflowRow.TABLE, row.workflow(), "no first_started_at", Optional.empty(), null);
    }
    return new RowKey(first, row.workflow());
  }

  private static List<WorkflowRow> chunk(
      Session session, String namespace, WorkflowFilter filter, int size, Optional<RowKey> after) {
    return session
        .dsl()
        .select(
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
        .where(PERDURE_WORKFLOW.NS.eq(namespace))
        .and(PERDURE_WORKFLOW.FIRST_STARTED_AT.isNotNull())
        .and(meets(filter))
        .and(after.map(WorkflowLists::behind).orElse(noCondition()))
        .orderBy(PERDURE_WORKFLOW.FIRST_STARTED_AT.desc(), PERDURE_WORKFLOW.WORKFLOW)
        .limit(inline(size))
        .fetch(WorkflowLists::row);
  }

  private static Condition meets(WorkflowFilter filter) {
    List<Condition> all = new ArrayList<>();
    filter.type().ifPresent(type -> all.add(PERDURE_WORKFLOW.TYPE.eq(type)));
    // A literal, so that the planner can prove the predicate of the index of live workflows.
    filter.status().ifPresent(status -> all.add(PERDURE_WORKFLOW.STATUS.eq(inline(status.name()))));
    filter.startedFrom().ifPresent(at -> all.add(PERDURE_WORKFLOW.FIRST_STARTED_AT.ge(at)));
    filter.startedBefore().ifPresent(at -> all.add(PERDURE_WORKFLOW.FIRST_STARTED_AT.lt(at)));
    filter
        .parent()
        .ifPresent(parent -> all.add(PERDURE_WORKFLOW.PARENT_WORKFLOW.eq(parent.value())));
    return and(all);
  }

  /** Worded so that the index range begins at the key's instant. */
  private static Condition behind(RowKey key) {
    Instant at = InstantNanos.toInstant(key.number());
    return PERDURE_WORKFLOW
        .FIRST_STARTED_AT
        .le(at)
        .and(PERDURE_WORKFLOW.FIRST_STARTED_AT.lt(at).or(PERDURE_WORKFLOW.WORKFLOW.gt(key.text())));
  }

  private static WorkflowRow row(Record row) {
    return new WorkflowRow(
        row.get(PERDURE_WORKFLOW.WORKFLOW),
        number(row.get(PERDURE_WORKFLOW.HEAD)),
        row.get(PERDURE_WORKFLOW.STATUS),
        number(row.get(PERDURE_WORKFLOW.RUN_NO)),
        row.get(PERDURE_WORKFLOW.TYPE),
        row.get(PERDURE_WORKFLOW.PARENT_WORKFLOW),
        nanos(row.get(PERDURE_WORKFLOW.FIRST_STARTED_AT)),
        nanos(row.get(PERDURE_WORKFLOW.STARTED_AT)),
        nanos(row.get(PERDURE_WORKFLOW.CLOSED_AT)),
        row.get(PERDURE_WORKFLOW.FAILURE));
  }

  /** A missing one as JDBC reads it: 0, which neither of them can be. */
  private static long number(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static @Nullable Long nanos(@Nullable Instant instant) {
    return instant == null ? null : InstantNanos.toNanos(instant);
  }

  private static long bytes(WorkflowRow row) {
    return Paging.length(row.workflow())
        + Paging.length(row.type())
        + Paging.length(row.parent())
        + Paging.length(row.failure());
  }

  /** A list's name with its filter: a token of one is refused by another. */
  private static String name(WorkflowFilter filter) {
    return "history.list " + filter;
  }
}
