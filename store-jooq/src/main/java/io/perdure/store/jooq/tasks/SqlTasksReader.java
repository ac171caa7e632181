package io.perdure.store.jooq.tasks;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.LimitedSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.waking.Topic;
import io.perdure.store.tasks.PendingScope;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.tasks.TasksReader;
import io.perdure.tables.InstantNanos;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads tasks, on any way of access. */
public class SqlTasksReader implements TasksReader {
  private static final String UNSETTLED = "tasks.unsettledWorkflows";
  private static final String HELD = "tasks.heldWorkflows";
  private static final String SCOPES = "tasks.pendingScopes";
  private static final String COUNTS = "tasks.counts";
  private static final String DEAD = "tasks.deadLetters";

  final Access access;
  final String namespace;

  public SqlTasksReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public Optional<Task> find(TaskKey key) {
    TaskName name = TaskName.of(Checks.present("key", key));
    return access.read(
        "tasks.find",
        session ->
            of(session.bind(TaskListSql.FIND), name)
                .first(TaskRow::of)
                .map(row -> row.task(Optional.empty())));
  }

  @Override
  public Optional<Payload> findPayload(TaskKey key) {
    TaskName name = TaskName.of(Checks.present("key", key));
    return access.read("tasks.findPayload", session -> payload(session, name));
  }

  private Optional<Payload> payload(Session session, TaskName name) {
    BodyParts parts = new BodyParts();
    record Told(String contentType, long size) {}
    List<Told> rows =
        of(session.bind(TaskListSql.PAYLOAD), name)
            .list(
                row -> {
                  parts.take(row, 3);
                  return new Told(row.getString(1), row.getLong(2));
                });
    return rows.stream()
        .findFirst()
        .map(
            told ->
                Corrupt.row(
                    TaskRow.TABLE,
                    name.toString(),
                    Optional.empty(),
                    () -> new Payload(parts.whole(told.size()), told.contentType())));
  }

  @Override
  public Page<Task> list(WorkflowId workflow, PageRequest page) {
    Checks.present("workflow", workflow);
    return Paging.page(
        access,
        "tasks.list",
        "tasks.list " + workflow,
        page,
        session ->
            TaskRows.of(
                row -> new RowKey(0, row.name().key()),
                (last, limit) ->
                    bind(TaskListSql.LIST, session, limit)
                        .set("workflow", workflow.value())
                        .set("key", last.map(RowKey::text).orElse(TaskListSql.BEFORE_ALL))
                        .list(TaskRow::of)));
  }

  @Override
  public Page<Task> deadLetters(PageRequest page) {
    return Paging.page(
        access,
        DEAD,
        DEAD,
        page,
        session ->
            TaskRows.of(
                row -> TaskRows.key(row.endedAt(), row.name()),
                (last, limit) ->
                    TaskRows.behind(bind(TaskListSql.DEAD_LETTERS, session, limit), last)
                        .list(TaskRow::of)));
  }

  @Override
  public Page<Task> staleClaims(Instant claimedBefore, PageRequest page) {
    Checks.instant("claimedBefore", claimedBefore);
    return Paging.page(
        access,
        "tasks.staleClaims",
        "tasks.staleClaims " + claimedBefore,
        page,
        session ->
            TaskRows.of(
                row -> TaskRows.key(row.claimedAt(), row.name()),
                (last, limit) ->
                    TaskRows.behind(bind(TaskListSql.STALE, session, limit), last)
                        .set("before", InstantNanos.toNanos(claimedBefore))
                        .list(TaskRow::of)));
  }

  @Override
  public Page<WorkflowId> unsettledWorkflows(PageRequest page) {
    return page(UNSETTLED, page, workflows(TaskListSql.UNSETTLED));
  }

  @Override
  public Page<WorkflowId> heldWorkflows(PageRequest page) {
    return page(HELD, page, workflows(TaskListSql.HELD).in("perdure_task_hold"));
  }

  private Groups<String, WorkflowId> workflows(LimitedSql statement) {
    return Groups.of(
        (session, last, limit) ->
            bind(statement, session, limit)
                .set("workflow", last.map(RowKey::text).orElse(TaskListSql.BEFORE_ALL))
                .list(row -> row.getString(1)),
        workflow -> new RowKey(0, workflow),
        WorkflowId::new);
  }

  @Override
  public Page<PendingScope> pendingScopes(PageRequest page) {
    record Scope(String queue, @Nullable String node, @Nullable Long firstDueAt) {}
    return page(
        SCOPES,
        page,
        Groups.of(
            (session, last, limit) ->
                bind(TaskListSql.SCOPES, session, limit)
                    .set("queue", last.map(RowKey::text).orElse(TaskListSql.BEFORE_ALL))
                    .set("node", last.map(Groups::second).orElse(TaskListSql.BEFORE_ALL))
                    .list(
                        row ->
                            new Scope(row.getString(1), row.getString(2), Corrupt.number(row, 3))),
            scope -> Groups.key(scope.queue(), Objects.requireNonNullElse(scope.node(), "")),
            scope ->
                new PendingScope(
                    TaskRow.scope(scope.queue(), scope.node()),
                    InstantNanos.toInstant(Corrupt.present("due_at", scope.firstDueAt())))));
  }

  @Override
  public Page<QueueCounts> counts(PageRequest page) {
    return page(
        COUNTS,
        page,
        Groups.of(
            (session, last, limit) ->
                bind(TaskListSql.COUNTS, session, limit)
                    .set("queue", last.map(RowKey::text).orElse(TaskListSql.BEFORE_ALL))
                    .list(row -> new QueueCounts(row.getString(1), row.getLong(2), row.getLong(3))),
            counts -> new RowKey(0, counts.queue()),
            SqlTasksReader::sound));
  }

  private static QueueCounts sound(QueueCounts counts) {
    return Corrupt.row(
        TaskRow.TABLE,
        "queue " + counts.queue(),
        Optional.empty(),
        () -> {
          Checks.id("queue", counts.queue());
          return counts;
        });
  }

  private <R, T> Page<T> page(String list, PageRequest page, Groups<R, T> groups) {
    return Paging.page(access, list, list, page, groups::rows);
  }

  @Override
  public int maxDeliveries(String queue) {
    Checks.id("queue", queue);
    return access.read(
        "tasks.maxDeliveries",
        session ->
            session
                .bind(TaskListSql.MAX_DELIVERIES)
                .set("ns", namespace)
                .set("queue", queue)
                .first(row -> row.getLong(1))
                .map(stored -> most(queue, stored))
                .orElse(DEFAULT_MAX_DELIVERIES));
  }

  private static int most(String queue, long stored) {
    return Corrupt.row(
        "perdure_task_queue",
        queue,
        Optional.empty(),
        () -> (int) Checks.between("max_deliveries", stored, 1, Tasks.MOST_DELIVERIES));
  }

  Bound bind(LimitedSql statement, Session session, int limit) {
    return statement.bind(session, limit).set("ns", namespace);
  }

  Bound of(Bound statement, TaskName name) {
    return statement.set("ns", namespace).set("workflow", name.workflow()).set("key", name.key());
  }

  /** What rings when tasks of the queue were made ready. */
  public Topic topic(String queue) {
    return new Topic("tasks", namespace, queue);
  }

  /** How long until a task could be claimed, by anybody or on that node; empty if there is none. */
  public Optional<Duration> untilDue(String queue, Optional<String> node) {
    return access.read(
        "awaitTask",
        session -> {
          Optional<Duration> anybodys = untilDue(session, queue, "");
          Optional<Duration> pinned = node.flatMap(name -> untilDue(session, queue, name));
          return Stream.of(anybodys, pinned)
              .flatMap(Optional::stream)
              .min(Comparator.naturalOrder());
        });
  }

  private Optional<Duration> untilDue(Session session, String queue, String node) {
    return session
        .bind(TaskClaims.UNTIL_DUE)
        .set("ns", namespace)
        .set("queue", queue)
        .set("node", node)
        .clock()
        .first(row -> Duration.ofNanos(row.getLong(1)).minusNanos(row.getLong(2)));
  }
}
