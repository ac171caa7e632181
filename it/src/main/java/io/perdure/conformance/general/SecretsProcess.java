package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.marked;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.PageRequest;
import io.perdure.store.PageToken;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.timers.ClaimedTimer;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that works with secrets in every room, has everything refused that can be, and listens
 * meanwhile to all that is logged, at the finest level, thrown and shown. Then it says which of
 * them it has found, and where.
 */
final class SecretsProcess {
  private static final WorkflowId W = WorkflowId.of("w");
  private static final WorkflowId SPOILED = WorkflowId.of("spoiled");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Payload PAYLOAD = Payload.of(Bytes.utf8(Overheard.PAYLOAD).toByteArray());
  private static final Payload OTHER =
      Payload.of(Bytes.utf8(Overheard.PAYLOAD + " 2").toByteArray());
  private static final PageRequest PAGE = PageRequest.first(10);

  private final Overheard overheard;
  private @Nullable Perdure perdure;

  private SecretsProcess(Overheard overheard) {
    this.overheard = overheard;
  }

  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    Overheard overheard = Overheard.everything();
    try {
      new SecretsProcess(overheard).work(args);
    } catch (Exception | AssertionError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> voice.println("failed " + line));
    }
    overheard.findings().forEach(voice::println);
    voice.println("end");
  }

  private void work(String[] args) throws Exception {
    if (!args[1].startsWith("jdbc:")) {
      run(() -> Child.door(args));
      return;
    }
    try (SecretRole role = SecretRole.on(args[1])) {
      refusedDoors(role);
      run(() -> Perdure.postgres(role.url()));
      run(() -> Perdure.postgres(role.plainUrl()).credentials(role.name(), SecretRole.PASSWORD));
    }
  }

  /** Begins to open the store. */
  private interface Opening {
    OpenOptions<?> door() throws Exception;
  }

  /** Something that may be refused. */
  private interface Step {
    @Nullable Object run() throws Exception;
  }

  private void note(String what, Step step) {
    try {
      overheard.note(what, String.valueOf(step.run()));
    } catch (Exception | AssertionError e) {
      overheard.thrown(what, e);
    }
  }

  private void refusedDoors(SecretRole role) {
    for (String url : role.wrongUrls()) {
      note("a wrong URL", () -> shown(Perdure.postgres(url).retryFor(Duration.ofMillis(200))));
    }
    note(
        "a wrong password",
        () ->
            shown(
                Perdure.postgres(role.plainUrl())
                    .retryFor(Duration.ofMillis(200))
                    .credentials(role.name(), SecretRole.PASSWORD + "x")));
  }

  private static String shown(OpenOptions<?> door) {
    try (Perdure open = door.open()) {
      return List.of(door, open).toString();
    }
  }

  private void run(Opening opening) throws Exception {
    OpenOptions<?> door = opening.door().retryFor(Duration.ofSeconds(2)).migrateOnOpen();
    door.listener(operation -> overheard.note("listener", operation.toString()));
    door.payloadLimit(1000);
    overheard.note("door", door.toString());
    try (Perdure open = door.open()) {
      perdure = open;
      Store store = open.namespace("shop");
      note("engine", () -> List.of(open, store, open.dataSource()));
      histories(store);
      claims(store);
      contents(store);
      broken(open, store);
      sessions(open);
      older(open);
    }
    try (Perdure again = opening.door().migrateOnOpen().open();
        PerdureReader reader = opening.door().openReadOnly()) {
      Store store = again.namespace("shop");
      note("read again", () -> reader.namespace("shop").history().read(W));
      note("delete", () -> store.maintenance().delete(W));
      note("delete", () -> store.maintenance().delete(SPOILED));
      note("document", () -> store.documents().delete("d", store.documents().revision("d")));
    }
    note("closed", () -> perdure == null ? "" : perdure.namespace("shop").history().head(W));
    Thread.getAllStackTraces().keySet().forEach(each -> overheard.note("thread", each.getName()));
  }

  private void histories(Store store) {
    Append keyed = Append.to(W).key(Key.of("k")).events(secret("a"), secret("b"));
    note("append", () -> keyed + " " + store.history().append(keyed));
    note("append again", () -> store.history().append(keyed));
    note("other content", () -> store.history().append(keyed.events(secret("other"))));
    note("conflict", () -> store.history().append(W, 7, secret("a")));
    note("lifecycle", () -> store.history().append(W, 2, secret("a").mark(Mark.completed())));
    note("too large", () -> store.history().append(W, 2, NewEvent.of("x", large(), Samples.AT)));
    note("read", () -> store.history().read(W));
    note("stream", () -> store.history().stream(W, EventRange.backwards()).toList());
    note("wrong token", () -> store.history().ids(PAGE.after(tokenOfDocuments(store))));
    note("nested", () -> store.transact(tx -> store.documents().put("d", 0, PAYLOAD)));
    note(
        "own failure",
        () ->
            store.transact(
                tx -> {
                  tx.history().append(W, 2, secret("undone"));
                  throw new IllegalStateException("own");
                }));
    Once<Payload> once = Once.key("scope", Key.of("k"));
    note("once", () -> once + " " + store.transact(once, tx -> PAYLOAD));
    note("once again", () -> store.transact(once.request(Bytes.utf8("r")), tx -> OTHER));
  }

  private static PageToken tokenOfDocuments(Store store) {
    store.documents().put("d1", store.documents().revision("d1"), PAYLOAD);
    store.documents().put("d2", store.documents().revision("d2"), PAYLOAD);
    return store.documents().list(PageRequest.first(1)).next().orElseThrow();
  }

  private void claims(Store store) {
    store.timers().schedule(W, "t", Instant.EPOCH);
    List<ClaimedTimer> timers = store.timers().claim(Overheard.TIMER_CLAIM, 1, HOUR);
    note("timers", () -> timers);
    timers.forEach(store.timers()::fired);
    note("fired again", () -> fired(store, timers.get(0)));
    note("fired again", () -> store.timers().fired(timers));
    NewTask task = NewTask.of(TaskKey.of(W, "t"), "q", PAYLOAD);
    note("enqueue", () -> task + " " + store.tasks().enqueue(task));
    note("other task", () -> store.tasks().enqueue(NewTask.of(TaskKey.of(W, "t"), "q", OTHER)));
    note(
        "recover",
        () -> store.tasks().recover(List.of(NewTask.of(TaskKey.of(W, "t"), "q", OTHER))));
    TaskClaim claim = TaskClaim.from("q", 1, HOUR).token(Overheard.TASK_CLAIM);
    List<ClaimedTask> tasks = store.tasks().claim(claim);
    note("tasks", () -> claim + " " + tasks + store.tasks().list(W, PAGE));
    note("failed", () -> settle(store, tasks.get(0)));
    note("settled again", () -> settle(store, tasks.get(0)));
    note("lost", () -> store.tasks().heartbeat(tasks.get(0), HOUR));
    note("dead letters", () -> store.tasks().deadLetters(PAGE));
    Lease lease = store.leases().acquire("r", Owner.of("o", "1"), HOUR).orElseThrow();
    overheard.secret("lease token", lease.token().value());
    note("lease", () -> lease + " " + store.leases().find("r"));
    note("held", () -> store.leases().acquire("r", Owner.of("o", "2"), HOUR));
    note("held", () -> store.leases().acquire("r", Owner.of("o", "2"), HOUR).orElseThrow());
    note("renewed", () -> store.leases().renew(lease, HOUR));
    store.leases().release(lease);
    note("lease lost", () -> store.leases().renew(lease, HOUR));
    TransactionOptions fenced = TransactionOptions.defaults().fencedBy(lease);
    note(
        "fence lost",
        () -> fenced + " " + store.transact(fenced, tx -> tx.documents().put("f", 0, PAYLOAD)));
    note("fence lost", () -> store.history().append(Append.to(W).fencedBy(lease)));
  }

  private static Object fired(Store store, ClaimedTimer timer) {
    store.timers().fired(timer);
    return timer;
  }

  private static Object settle(Store store, ClaimedTask task) {
    store.tasks().fail(task, "broken");
    return task;
  }

  private void contents(Store store) {
    note("document", () -> store.documents().put("d", store.documents().revision("d"), PAYLOAD));
    note("document", () -> store.documents().get("d") + " " + store.documents().list(PAGE));
    note("revision", () -> store.documents().put("d", 99, PAYLOAD));
    note("too large", () -> store.documents().put("l", 0, large()));
    note("none", () -> store.documents().get("none"));
    NewOutput output =
        NewOutput.of(TaskAttempt.of("t", 1), "p", OutputKind.SUCCEEDED).payload(PAYLOAD);
    note("output", () -> output + " " + store.outputs().append(output.onlyFinal()));
    note("second final", () -> store.outputs().append(output.onlyFinal()));
    note("latest", () -> store.outputs().latest(Latest.of("p")));
    OutputId unknown = OutputId.of("01890a5d-ac96-774b-bcce-b302099a8057");
    note("parent", () -> store.outputs().append(output.parents(unknown)));
    DeployedPackage code = DeployedPackage.of("type", PAYLOAD.bytes(), Samples.AT);
    note(
        "package",
        () -> {
          store.packages().put(code, PAYLOAD.bytes());
          return store.packages().archive("type", code.hash()) + " " + store.packages().list(PAGE);
        });
    note("staged", () -> store.packages().stage(PAYLOAD.bytes().newInputStream()));
  }

  /** What the database itself refuses, and rows that cannot be read. */
  private void broken(Perdure open, Store store) throws Exception {
    boolean server;
    try (Connection connection = open.dataSource().getConnection()) {
      server = isServer(connection);
      note("connection", () -> connection);
    }
    String event = server ? "perdure.perdure_event" : "perdure_event";
    sql(
        open,
        server
            ? "alter table " + event + " add constraint trapped check (type <> 'trap') not valid"
            : "create trigger trapped before insert on perdure_event when new.type = 'trap'"
                + " begin select raise(abort, 'trapped'); end");
    note("refused by the database", () -> store.history().append(W, 2, secret("trap")));
    note(
        "refused by the database",
        () -> store.history().append(SPOILED, 0, secret("trap").mark(Mark.started("t"))));
    store.history().append(SPOILED, 0, marked(Mark.started("t")), secret("b"));
    sql(open, "update " + event + " set mark = 'nonsense' where workflow = 'spoiled' and seq = 1");
    note("corrupt", () -> store.history().read(SPOILED));
    String task = server ? "perdure.perdure_task" : "perdure_task";
    store.tasks().enqueue(NewTask.of(TaskKey.of(W, "corrupt"), "q", PAYLOAD));
    sql(open, "update " + task + " set state = 'nonsense' where key = 'corrupt'");
    note("corrupt", () -> store.tasks().find(TaskKey.of(W, "corrupt")));
    note("corrupt", () -> store.tasks().list(W, PAGE));
    sql(
        open,
        server ? "alter table " + event + " drop constraint trapped" : "drop trigger trapped");
  }

  /** What a server shows of its sessions: who they are and what they asked last. */
  private void sessions(Perdure open) throws SQLException {
    try (Connection connection = open.dataSource().getConnection()) {
      if (isServer(connection)) {
        String sessions =
            "select concat_ws(' ', application_name, usename, query) from pg_catalog.pg_stat_activity";
        Beside.texts(connection, sessions).forEach(each -> overheard.note("session", each));
      }
    }
  }

  private static boolean isServer(Connection connection) throws SQLException {
    return connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
  }

  /** Takes the last change away, so that the next to open migrates by the changelog. */
  private static void older(Perdure open) throws Exception {
    boolean server;
    try (Connection connection = open.dataSource().getConnection()) {
      server = isServer(connection);
    }
    String prefix = server ? "perdure." : "";
    sql(open, "drop view " + prefix + "perdure_task_readable");
    sql(open, "delete from " + prefix + "perdure_schema where change = 'tasks-readable'");
    sql(
        open,
        "delete from "
            + prefix
            + "perdure_changelog where id in ('tasks-readable', 'tasks-readable-postgres')");
  }

  private static void sql(Perdure open, String text) throws SQLException {
    try (Connection connection = open.dataSource().getConnection()) {
      if (isServer(connection)) {
        Beside.execute(connection, "set default_transaction_read_only = off");
      }
      Beside.execute(connection, text);
    }
  }

  private static NewEvent secret(String type) {
    return NewEvent.of(type, PAYLOAD, Samples.AT);
  }

  private static Payload large() {
    return Payload.of(Bytes.utf8(Overheard.PAYLOAD.repeat(100)).toByteArray());
  }
}
