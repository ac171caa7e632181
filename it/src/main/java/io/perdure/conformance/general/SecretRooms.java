package io.perdure.conformance.general;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Works with secrets in every room, and has everything refused there that can be. */
record SecretRooms(Overheard overheard) {
  static final WorkflowId W = WorkflowId.of("w");
  static final Payload PAYLOAD = Payload.of(Bytes.utf8(Overheard.PAYLOAD).toByteArray());
  static final PageRequest PAGE = PageRequest.first(10);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Payload OTHER =
      Payload.of(Bytes.utf8(Overheard.PAYLOAD + " 2").toByteArray());

  /** Goes through all of them. */
  void visit(Store store) {
    histories(store);
    claims(store);
    contents(store);
  }

  private void histories(Store store) {
    Append keyed = Append.to(W).key(Key.of("k")).events(secret("a"), secret("b"));
    overheard.note("append", () -> keyed + " " + store.history().append(keyed));
    overheard.note("append again", () -> store.history().append(keyed));
    overheard.note("other content", () -> store.history().append(keyed.events(secret("other"))));
    overheard.note("conflict", () -> store.history().append(W, 7, secret("a")));
    overheard.note(
        "lifecycle", () -> store.history().append(W, 2, secret("a").mark(Mark.completed())));
    overheard.note(
        "too large", () -> store.history().append(W, 2, NewEvent.of("x", large(), Samples.AT)));
    overheard.note("read", () -> store.history().read(W));
    overheard.note("stream", () -> store.history().stream(W, EventRange.backwards()).toList());
    overheard.note("wrong token", () -> store.history().ids(PAGE.after(tokenOfDocuments(store))));
    overheard.note("nested", () -> store.transact(tx -> store.documents().put("d", 0, PAYLOAD)));
    overheard.note(
        "own failure",
        () ->
            store.transact(
                tx -> {
                  tx.history().append(W, 2, secret("undone"));
                  throw new IllegalStateException("own");
                }));
    Once<Payload> once = Once.key("scope", Key.of("k"));
    overheard.note("once", () -> once + " " + store.transact(once, tx -> PAYLOAD));
    overheard.note("once again", () -> store.transact(once.request(Bytes.utf8("r")), tx -> OTHER));
  }

  private static PageToken tokenOfDocuments(Store store) {
    store.documents().put("d1", store.documents().revision("d1"), PAYLOAD);
    store.documents().put("d2", store.documents().revision("d2"), PAYLOAD);
    return store.documents().list(PageRequest.first(1)).next().orElseThrow();
  }

  private void claims(Store store) {
    store.timers().schedule(W, "t", Instant.EPOCH);
    List<ClaimedTimer> timers = store.timers().claim(Overheard.TIMER_CLAIM, 1, HOUR);
    overheard.note("timers", () -> timers);
    timers.forEach(store.timers()::fired);
    overheard.note("fired again", () -> fired(store, timers.get(0)));
    overheard.note("fired again", () -> store.timers().fired(timers));
    NewTask task = NewTask.of(TaskKey.of(W, "t"), "q", PAYLOAD);
    overheard.note("enqueue", () -> task + " " + store.tasks().enqueue(task));
    overheard.note(
        "other task", () -> store.tasks().enqueue(NewTask.of(TaskKey.of(W, "t"), "q", OTHER)));
    overheard.note(
        "recover",
        () -> store.tasks().recover(List.of(NewTask.of(TaskKey.of(W, "t"), "q", OTHER))));
    TaskClaim claim = TaskClaim.from("q", 1, HOUR).token(Overheard.TASK_CLAIM);
    List<ClaimedTask> tasks = store.tasks().claim(claim);
    overheard.note("tasks", () -> claim + " " + tasks + store.tasks().list(W, PAGE));
    overheard.note("failed", () -> settle(store, tasks.get(0)));
    overheard.note("settled again", () -> settle(store, tasks.get(0)));
    overheard.note("lost", () -> store.tasks().heartbeat(tasks.get(0), HOUR));
    overheard.note("dead letters", () -> store.tasks().deadLetters(PAGE));
    Lease lease = store.leases().acquire("r", Owner.of("o", "1"), HOUR).orElseThrow();
    overheard.secret("lease token", lease.token().value());
    overheard.note("lease", () -> lease + " " + store.leases().find("r"));
    overheard.note("held", () -> store.leases().acquire("r", Owner.of("o", "2"), HOUR));
    overheard.note(
        "held", () -> store.leases().acquire("r", Owner.of("o", "2"), HOUR).orElseThrow());
    overheard.note("renewed", () -> store.leases().renew(lease, HOUR));
    store.leases().release(lease);
    overheard.note("lease lost", () -> store.leases().renew(lease, HOUR));
    TransactionOptions fenced = TransactionOptions.defaults().fencedBy(lease);
    overheard.note(
        "fence lost",
        () -> fenced + " " + store.transact(fenced, tx -> tx.documents().put("f", 0, PAYLOAD)));
    overheard.note("fence lost", () -> store.history().append(Append.to(W).fencedBy(lease)));
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
    overheard.note(
        "document", () -> store.documents().put("d", store.documents().revision("d"), PAYLOAD));
    overheard.note(
        "document", () -> store.documents().get("d") + " " + store.documents().list(PAGE));
    overheard.note("revision", () -> store.documents().put("d", 99, PAYLOAD));
    overheard.note("too large", () -> store.documents().put("l", 0, large()));
    overheard.note("none", () -> store.documents().get("none"));
    NewOutput output =
        NewOutput.of(TaskAttempt.of("t", 1), "p", OutputKind.SUCCEEDED).payload(PAYLOAD);
    overheard.note("output", () -> output + " " + store.outputs().append(output.onlyFinal()));
    overheard.note("second final", () -> store.outputs().append(output.onlyFinal()));
    overheard.note("latest", () -> store.outputs().latest(Latest.of("p")));
    OutputId unknown = OutputId.of("01890a5d-ac96-774b-bcce-b302099a8057");
    overheard.note("parent", () -> store.outputs().append(output.parents(unknown)));
    DeployedPackage code = DeployedPackage.of("type", PAYLOAD.bytes(), Samples.AT);
    overheard.note(
        "package",
        () -> {
          store.packages().put(code, PAYLOAD.bytes());
          return store.packages().archive("type", code.hash()) + " " + store.packages().list(PAGE);
        });
    overheard.note("staged", () -> store.packages().stage(PAYLOAD.bytes().newInputStream()));
  }

  static NewEvent secret(String type) {
    return NewEvent.of(type, PAYLOAD, Samples.AT);
  }

  private static Payload large() {
    return Payload.of(Bytes.utf8(Overheard.PAYLOAD.repeat(100)).toByteArray());
  }
}
