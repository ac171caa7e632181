package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static io.perdure.tables.Tables.PERDURE_TASK_HOLD;
import static org.jooq.impl.DSL.noCondition;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.maintenance.OwnedRows;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.TextOrder;
import io.perdure.store.jooq.tasks.ManyColumns.Row;
import io.perdure.store.jooq.waking.Topic;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Enqueued;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Recovered;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads and writes tasks, on any way of access. */
public final class SqlTasks extends SqlTasksReader implements Tasks {
  /** What it keeps of a workflow; one that has a task which has not ended is live. */
  public static final List<OwnedRows> OWNED =
      List.of(
          OwnedRows.of(
                  PERDURE_TASK,
                  PERDURE_TASK.NS,
                  PERDURE_TASK.WORKFLOW,
                  noCondition(),
                  Removed::tasks)
              .live(PERDURE_TASK.AVAILABLE_AT.isNotNull())
              .with(TaskClaims.BODIES, PERDURE_TASK.BODY),
          OwnedRows.of(
              PERDURE_TASK_HOLD,
              PERDURE_TASK_HOLD.NS,
              PERDURE_TASK_HOLD.WORKFLOW,
              noCondition(),
              count -> Removed.nothing()));

  private static final String CLAIM = "tasks.claim";

  private final Limits limits;

  public SqlTasks(Access access, String namespace, Limits limits) {
    super(access, namespace);
    this.limits = limits;
  }

  /** The room's statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements(Dialect dialect) {
    List<CompiledSql> all = new ArrayList<>(TasksSql.ALL);
    all.add(SettleSql.SET_ASIDE);
    all.addAll(TaskListSql.ALL);
    all.add(TaskClaims.UNTIL_DUE);
    all.addAll(dialect.tasks().statements());
    Stream.of(List.of(TasksSql.REARM), EnqueueSql.ALL, SettleSql.ALL)
        .flatMap(List::stream)
        .map(dialect.many()::statements)
        .forEach(all::addAll);
    return all;
  }

  @Override
  public List<Enqueued> enqueue(List<NewTask> tasks) {
    List<Row> rows = rows(tasks);
    // One small task is one statement, so that nothing can be left half done.
    boolean plain = rows.size() == 1 && rows.get(0).body() == null;
    Set<TaskName> inserted =
        access.write(
            "tasks.enqueue",
            plain ? WriteMode.STATEMENT : WriteMode.OPERATION,
            session -> {
              ready(session, rows);
              return new Enqueuing(session, namespace).enqueue(rows);
            });
    return rows.stream()
        .map(row -> inserted.contains(row.name()) ? Enqueued.ENQUEUED : Enqueued.KNOWN)
        .toList();
  }

  @Override
  public List<Recovered> recover(List<NewTask> tasks) {
    List<Row> rows = rows(tasks);
    Set<TaskName> inserted =
        access.write(
            "tasks.recover",
            WriteMode.OPERATION,
            session -> {
              ready(session, rows);
              return new Enqueuing(session, namespace).recover(rows);
            });
    return rows.stream()
        .map(row -> inserted.contains(row.name()) ? Recovered.ENQUEUED : Recovered.RETURNED)
        .toList();
  }

  private void ready(Session session, List<Row> rows) {
    rows.forEach(row -> session.ready(topic(row.task().scope().queue())));
  }

  private List<Row> rows(List<NewTask> tasks) {
    List<NewTask> wanted = Checks.list("tasks", tasks);
    Checks.between("number of tasks", wanted.size(), 0, MAX_TASKS);
    Set<TaskKey> keys = new HashSet<>();
    long bytes = 0;
    for (NewTask task : wanted) {
      int size = task.payload().bytes().size();
      limits.payload("payload", size);
      bytes += size;
      if (!keys.add(task.key())) {
        throw new IllegalArgumentException("tasks must not name one twice, but name " + task.key());
      }
    }
    Checks.between("bytes of all tasks", bytes, 0, MAX_BYTES);
    return wanted.stream().map(Row::of).toList();
  }

  @Override
  public List<ClaimedTask> claim(TaskClaim claim) {
    Checks.present("claim", claim);
    Term term = Term.beginning(claim.duration());
    Optional<Token> key = claim.token();
    if (key.isEmpty()) {
      Token token = Token.random();
      return access.write(
          CLAIM,
          WriteMode.STATEMENT,
          session -> new Claiming(session, namespace, claim, token, term).handOut());
    }
    return access.write(
        CLAIM,
        WriteMode.OPERATION,
        session -> new Claiming(session, namespace, claim, key.get(), term).onceMore());
  }

  @Override
  public ClaimedTask heartbeat(ClaimedTask task, Duration duration) {
    Checks.present("task", task);
    return heartbeat(List.of(task), duration).get(0).orElseThrow(() -> lost(task));
  }

  @Override
  public List<Optional<ClaimedTask>> heartbeat(List<ClaimedTask> tasks, Duration duration) {
    List<ClaimedTask> wanted = Checks.list("tasks", tasks);
    Checks.between("number of tasks", wanted.size(), 0, MAX_TASKS);
    Term term = Term.beginning(Checks.duration("duration", duration));
    return access.write(
        "tasks.heartbeat",
        WriteMode.STATEMENT,
        session -> new Prolonging(session, namespace, term).prolong(wanted));
  }

  private static ClaimLostException lost(ClaimedTask task) {
    return new ClaimLostException(task.key().workflow(), task.key().key());
  }

  @Override
  public List<Settled> settle(List<Settlement> settlements) {
    List<Settlement> given = Checks.list("settlements", settlements);
    List<Settling> wanted = given.stream().map(Settling::of).toList();
    Checks.between("number of settlements", wanted.size(), 0, MAX_TASKS);
    return access.write(
        "tasks.settle",
        WriteMode.STATEMENT,
        session -> {
          for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).state().ended()) {
              session.ready(topic(given.get(i).task().scope().queue()));
            }
          }
          return new Settling.Run(session, namespace).settle(wanted);
        });
  }

  @Override
  public boolean hold(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    return access.write(
        "tasks.hold",
        WriteMode.OPERATION,
        session ->
            of(session.bind(TasksSql.HOLD), workflow).update() == 1
                && markHeld(session, workflow, 1));
  }

  @Override
  public boolean release(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    return access.write(
        "tasks.release",
        WriteMode.OPERATION,
        session -> {
          session.ready(Topic.of("tasks", namespace));
          return of(session.bind(TasksSql.RELEASE), workflow).update() == 1
              && markHeld(session, workflow, 0);
        });
  }

  private boolean markHeld(Session session, WorkflowId workflow, long held) {
    return of(session.bind(TasksSql.MARK_HELD), workflow).set("held", held).update() >= 0;
  }

  @Override
  public List<TaskKey> cancelAll(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    List<String> keys =
        access.write(
            "tasks.cancelAll",
            WriteMode.STATEMENT,
            session ->
                of(session.bind(TasksSql.CANCEL_ALL), workflow)
                    .clock()
                    .list(row -> row.getString(1)));
    return keys.stream().sorted(TextOrder.BY_BYTES).map(key -> TaskKey.of(workflow, key)).toList();
  }

  @Override
  public List<Task> rearmStale(Instant claimedBefore, Due due, int limit) {
    Checks.instant("claimedBefore", claimedBefore);
    Checks.present("due", due);
    Checks.pageSize("limit", limit);
    return access.write(
        "tasks.rearmStale",
        WriteMode.OPERATION,
        session -> {
          session.ready(Topic.of("tasks", namespace));
          return new Rearming(session, namespace, claimedBefore, due).rearm(limit);
        });
  }

  @Override
  public boolean requeue(TaskKey key) {
    TaskName name = TaskName.of(Checks.present("key", key));
    return access.write(
        "tasks.requeue",
        WriteMode.STATEMENT,
        session -> {
          session.ready(Topic.of("tasks", namespace));
          return of(session.bind(TasksSql.REQUEUE), name).clock().update() == 1;
        });
  }

  @Override
  public void setMaxDeliveries(String queue, int deliveries) {
    Checks.id("queue", queue);
    Checks.between("deliveries", deliveries, 1, MOST_DELIVERIES);
    access.write(
        "tasks.setMaxDeliveries",
        WriteMode.STATEMENT,
        session ->
            session
                .bind(TasksSql.SET_MAX_DELIVERIES)
                .set("ns", namespace)
                .set("queue", queue)
                .set("most", deliveries)
                .update());
  }

  private Bound of(Bound statement, WorkflowId workflow) {
    return statement.set("ns", namespace).set("workflow", workflow.value());
  }
}
