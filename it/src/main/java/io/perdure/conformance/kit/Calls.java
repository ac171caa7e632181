package io.perdure.conformance.kit;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.StoreReader;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Decision;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.History;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.Leases;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.packages.StagedArchive;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Timers;
import io.perdure.store.timers.TimersReader;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Every call that a store takes, by name: for tests in which each is to be refused. */
public final class Calls {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final Instant AT = Instant.EPOCH;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final NewTask TASK = NewTask.of(TaskKey.of(A, "t"), "q", Payload.empty());
  private static final PageRequest PAGE = PageRequest.first(10);

  private Calls() {}

  /** The calls that read. */
  public static Map<String, ThrowingCallable> reading(HistoryReader history) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("head", () -> history.head(A));
    calls.put("read", () -> history.read(A));
    calls.put("read a range", () -> history.read(A, EventRange.backwards()));
    calls.put("stream", () -> history.stream(A, EventRange.all()).forEach(event -> {}));
    calls.put("find", () -> history.find(A));
    calls.put("runs", () -> history.runs(A));
    calls.put("list", () -> history.list(WorkflowFilter.all(), PAGE));
    calls.put("active", () -> history.active(PAGE));
    calls.put("paused", () -> history.paused(PAGE));
    calls.put("ids", () -> history.ids(PAGE));
    return calls;
  }

  /** The calls that read or write. */
  public static Map<String, ThrowingCallable> all(History history) {
    Map<String, ThrowingCallable> calls = reading(history);
    calls.put("append", () -> history.append(A, 0, event("refused")));
    calls.put("append nothing", () -> history.append(Append.to(A)));
    calls.put("update", () -> history.update(A, seen -> Decision.of(1, event("refused"))));
    return calls;
  }

  /** The calls of timers that read. */
  public static Map<String, ThrowingCallable> reading(TimersReader timers) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("due timers", () -> timers.due(AT, PAGE));
    calls.put("list timers", () -> timers.list(A, PAGE));
    calls.put("find a timer", () -> timers.find(A, "t"));
    calls.put("nextDue", timers::nextDue);
    return calls;
  }

  /** The calls of timers that read or write. */
  public static Map<String, ThrowingCallable> all(Timers timers) {
    Map<String, ThrowingCallable> calls = reading(timers);
    calls.put("schedule", () -> timers.schedule(A, "t", AT));
    calls.put("schedule in a while", () -> timers.schedule(A, "t", MINUTE));
    calls.put("claim timers", () -> timers.claim(1, MINUTE));
    calls.put("claim timers by a token", () -> timers.claim(Token.random(), 1, MINUTE));
    ClaimedTimer claimed = new ClaimedTimer(A, "t", AT, Token.random(), AT, Term.beginning(MINUTE));
    calls.put("fired", () -> timers.fired(List.of(claimed)));
    calls.put("cancel", () -> timers.cancel(A, "t"));
    return calls;
  }

  /** The calls of tasks that read. */
  public static Map<String, ThrowingCallable> reading(TasksReader tasks) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("find a task", () -> tasks.find(TASK.key()));
    calls.put("find a task's payload", () -> tasks.findPayload(TASK.key()));
    calls.put("list tasks", () -> tasks.list(A, PAGE));
    calls.put("dead letters", () -> tasks.deadLetters(PAGE));
    calls.put("stale claims", () -> tasks.staleClaims(AT, PAGE));
    calls.put("unsettled workflows", () -> tasks.unsettledWorkflows(PAGE));
    calls.put("held workflows", () -> tasks.heldWorkflows(PAGE));
    calls.put("pending scopes", () -> tasks.pendingScopes(PAGE));
    calls.put("counts of tasks", () -> tasks.counts(PAGE));
    calls.put("the maximum of deliveries", () -> tasks.maxDeliveries("q"));
    return calls;
  }

  /** The calls of tasks that read or write. */
  public static Map<String, ThrowingCallable> all(Tasks tasks) {
    Map<String, ThrowingCallable> calls = reading(tasks);
    TaskClaim claim = TaskClaim.from("q", 1, MINUTE);
    ClaimedTask claimed =
        new ClaimedTask(
            TASK.key(),
            TASK.scope(),
            TASK.payload(),
            1,
            1,
            Token.random(),
            AT,
            Term.beginning(MINUTE));
    calls.put("enqueue", () -> tasks.enqueue(TASK));
    calls.put("enqueue many", () -> tasks.enqueue(List.of(TASK.due(Due.in(MINUTE)))));
    calls.put("claim tasks", () -> tasks.claim(claim));
    calls.put("claim tasks of a node", () -> tasks.claim(claim.node("n")));
    calls.put("claim tasks by a token", () -> tasks.claim(claim.token(Token.random())));
    calls.put("heartbeat", () -> tasks.heartbeat(List.of(claimed), MINUTE));
    calls.put("settle", () -> tasks.settle(List.of(new Settlement(claimed, Outcome.completed()))));
    calls.put("hold", () -> tasks.hold(A));
    calls.put("release a workflow", () -> tasks.release(A));
    calls.put("cancelAll", () -> tasks.cancelAll(A));
    calls.put("recover", () -> tasks.recover(List.of(TASK)));
    calls.put("rearmStale", () -> tasks.rearmStale(AT, Due.now(), 1));
    calls.put("requeue", () -> tasks.requeue(TASK.key()));
    calls.put("set the maximum of deliveries", () -> tasks.setMaxDeliveries("q", 1));
    return calls;
  }

  /** The calls of packages that read. */
  public static Map<String, ThrowingCallable> reading(PackagesReader packages) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("list packages", () -> packages.list(PAGE));
    calls.put("find a package", () -> packages.find("t", "h"));
    calls.put("archive", () -> packages.archive("t", "h"));
    calls.put("archives", () -> packages.archives(PAGE));
    calls.put("route", () -> packages.route("t"));
    calls.put("routes", () -> packages.routes(PAGE));
    calls.put("verify", () -> packages.verify("t", "h"));
    return calls;
  }

  /** The calls of packages that read or write. */
  public static Map<String, ThrowingCallable> all(Packages packages) {
    Map<String, ThrowingCallable> calls = reading(packages);
    DeployedPackage deployed = new DeployedPackage("t", "h", AT);
    StagedArchive staged = new StagedArchive("refused", 1, "0".repeat(64));
    InputStream stream = InputStream.nullInputStream();
    calls.put("stage", () -> packages.stage(stream));
    calls.put("put bytes", () -> packages.put(deployed, Bytes.utf8("refused")));
    calls.put("put what is staged", () -> packages.put(deployed, staged));
    calls.put("put a stream", () -> packages.put(deployed, stream));
    calls.put("delete a package", () -> packages.delete("t", "h"));
    calls.put("pointRoute", () -> packages.pointRoute("t", "h"));
    calls.put("discard", () -> packages.discard(staged));
    calls.put("collect", () -> packages.collect(1));
    return calls;
  }

  /** The calls that read. */
  public static Map<String, ThrowingCallable> reading(MaintenanceReader maintenance) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("preview", () -> maintenance.preview(Prune.atMost(1)));
    return calls;
  }

  /** The calls that read or write. */
  public static Map<String, ThrowingCallable> all(Maintenance maintenance) {
    Map<String, ThrowingCallable> calls = reading(maintenance);
    calls.put("delete", () -> maintenance.delete(A));
    calls.put("prune", () -> maintenance.prune(Prune.atMost(1)));
    return calls;
  }

  /** The calls of leases that read. */
  public static Map<String, ThrowingCallable> reading(LeasesReader leases) {
    Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
    calls.put("find a lease", () -> leases.find("a"));
    return calls;
  }

  /** The calls of leases that read or write. */
  public static Map<String, ThrowingCallable> all(Leases leases) {
    Map<String, ThrowingCallable> calls = reading(leases);
    Held held = new Held("a", Owner.of("o", "1"), 1, AT, Optional.empty());
    Lease lease = new Lease("a", held.owner(), Token.random(), 1, AT, Term.beginning(MINUTE));
    calls.put("acquire", () -> leases.acquire("a", held.owner(), MINUTE));
    calls.put("renew", () -> leases.renew(lease, MINUTE));
    calls.put("release", () -> leases.release(lease));
    calls.put("take over", () -> leases.takeOver(held, held.owner(), "why", MINUTE));
    return calls;
  }

  /** The calls of a reader, its own and those of its rooms. */
  public static Map<String, ThrowingCallable> reading(StoreReader store) {
    Map<String, ThrowingCallable> calls = reading(store.history());
    calls.putAll(reading(store.timers()));
    calls.putAll(reading(store.tasks()));
    calls.putAll(reading(store.packages()));
    calls.putAll(reading(store.maintenance()));
    calls.putAll(reading(store.leases()));
    calls.put("await due", () -> store.awaitDue(Duration.ofMillis(1)));
    calls.put("await task", () -> store.awaitTask("q", Duration.ofMillis(1)));
    calls.put("await task of a node", () -> store.awaitTask("q", "n", Duration.ofMillis(1)));
    calls.put("snapshot", () -> store.snapshot(snapshot -> snapshot.history().head(A)));
    return calls;
  }

  /** The calls of a store, its own and those of its rooms. */
  public static Map<String, ThrowingCallable> all(Store store) {
    Map<String, ThrowingCallable> calls = all(store.history());
    calls.putAll(all(store.timers()));
    calls.putAll(all(store.tasks()));
    calls.putAll(all(store.packages()));
    calls.putAll(all(store.maintenance()));
    calls.putAll(all(store.leases()));
    calls.put("await due", () -> store.awaitDue(Duration.ofMillis(1)));
    calls.put("await task", () -> store.awaitTask("q", Duration.ofMillis(1)));
    calls.put("await task of a node", () -> store.awaitTask("q", "n", Duration.ofMillis(1)));
    calls.put("snapshot", () -> store.snapshot(snapshot -> snapshot.history().head(A)));
    calls.put("transact", () -> store.transact(tx -> tx.history().head(A)));
    Once<Payload> once = Once.key("refused", Key.of("k"));
    calls.put("transact once", () -> store.transact(once, tx -> Payload.empty()));
    return calls;
  }

  /** The calls of an engine, those of a store of it among them. */
  public static Map<String, ThrowingCallable> all(Perdure perdure) {
    Map<String, ThrowingCallable> calls = all(perdure.namespace("shop"));
    calls.put("backup", () -> perdure.backup(Path.of("refused")));
    calls.put("namespaces", () -> perdure.administration().namespaces(PAGE));
    return calls;
  }
}
