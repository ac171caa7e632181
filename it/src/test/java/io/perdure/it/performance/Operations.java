package io.perdure.it.performance;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Decision;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.timers.NewTimer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The operations whose cost is documented, by the name that the table has for them. */
final class Operations {
  private static final NewEvent EVENT = event("something happened");
  private static final List<NewEvent> HUNDRED = Collections.nCopies(100, EVENT);
  private static final WorkflowId LONG = WorkflowId.of("long");
  private static final Key KNOWN = Key.of("known");
  private static final Once<Payload> ONCE = Once.key("operations", KNOWN);
  private static final Payload LARGE = Payload.of(new byte[3 << 20]);
  private static final Bytes KIBIBYTE = Bytes.copyOf(new byte[1 << 10]);
  private static final DeployedPackage SMALL = new DeployedPackage("small", "h", Instant.EPOCH);
  private static final DeployedPackage MEBIBYTE =
      new DeployedPackage("mebibyte", "h", Instant.EPOCH);
  private static final int TEN = 10;
  private static final Duration TTL = Duration.ofHours(1);
  private static final Owner OWNER = Owner.of("owner", "1");
  private static final Owner OTHER = Owner.of("other", "1");

  /** The lease on "held" in each store that was prepared. */
  private static final Map<Store, Lease> HELD = new ConcurrentHashMap<>();

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Operations() {}

  /** An operation; each round it has a workflow of its own. */
  @FunctionalInterface
  interface Operation {
    void run(Store store, WorkflowId workflow);
  }

  /** Makes what the operations find: a started workflow of ten events, documents, a lease. */
  static void prepare(Store store) {
    store.timers().schedule(timers(LONG, 1000));
    store.tasks().enqueue(tasks(LONG, 2000));
    store.outputs().append(output(LONG));
    store.<Payload, RuntimeException>transact(ONCE, tx -> Payload.empty());
    store.documents().put("small", 0, Payload.of(new byte[10]));
    store.documents().put("large", 0, LARGE);
    HELD.put(store, store.leases().acquire("held", OWNER, TTL).orElseThrow());
    store.packages().put(MEBIBYTE, Bytes.copyOf(new byte[1 << 20]));
    store.packages().put(SMALL, KIBIBYTE);
    store.history().append(LONG, 0, EVENT.mark(Mark.started("order")));
    store
        .history()
        .append(Append.to(LONG).at(1).key(KNOWN).events(Collections.nCopies(TEN - 1, EVENT)));
  }

  private static NewTask task(WorkflowId workflow, int number) {
    return NewTask.of(TaskKey.of(workflow, "k" + number), "q", Payload.empty());
  }

  private static List<NewTask> tasks(WorkflowId workflow, int count) {
    return IntStream.range(0, count).mapToObj(i -> task(workflow, i)).toList();
  }

  static Map<String, Operation> all() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("append one event", (store, w) -> store.history().append(w, 0, EVENT));
    all.put(
        "append a hundred events",
        (store, w) -> store.history().append(Append.to(w).events(HUNDRED)));
    all.put("append at a wrong head", Operations::conflict);
    all.put(
        "append with a key",
        (store, w) -> store.history().append(Append.to(w).key(Key.of("k")).events(EVENT)));
    all.put(
        "append again with that key",
        (store, w) ->
            store
                .history()
                .append(
                    Append.to(LONG).at(1).key(KNOWN).events(Collections.nCopies(TEN - 1, EVENT))));
    all.put(
        "append a start",
        (store, w) -> store.history().append(w, 0, EVENT.mark(Mark.started("order"))));
    all.put(
        "update a history of none, by one event",
        (store, w) -> store.history().update(w, seen -> Decision.of(seen.size(), EVENT)));
    all.put("head", (store, w) -> store.history().head(LONG));
    all.put("read ten events", (store, w) -> store.history().read(LONG));
    all.put("find", (store, w) -> store.history().find(LONG));
    all.put("runs", (store, w) -> store.history().runs(LONG));
    all.put("a page of active", (store, w) -> store.history().active(PageRequest.first(TEN)));
    all.put("a page of ids", (store, w) -> store.history().ids(PageRequest.first(TEN)));
    all.put("schedule a timer", (store, w) -> store.timers().schedule(w, "t", Instant.EPOCH));
    all.put(
        "schedule a timer in a while", (store, w) -> store.timers().schedule(w, "later", MINUTE));
    all.put("schedule a hundred timers", (store, w) -> store.timers().schedule(timers(w, 100)));
    all.put("wait for a timer that is due", (store, w) -> store.awaitDue(MINUTE));
    all.put("claim ten timers", (store, w) -> store.timers().claim(TEN, MINUTE));
    all.put(
        "claim ten timers by a token",
        (store, w) -> store.timers().claim(Token.random(), TEN, MINUTE));
    all.put(
        "claim a hundred timers, and fire them",
        (store, w) -> store.timers().fired(store.timers().claim(100, MINUTE)));
    all.put("cancel a timer", (store, w) -> store.timers().cancel(w, "none"));
    all.put(
        "a page of due", (store, w) -> store.timers().due(Instant.EPOCH, PageRequest.first(TEN)));
    all.put("next due", (store, w) -> store.timers().nextDue());
    all.put("enqueue a task", (store, w) -> store.tasks().enqueue(task(w, 0)));
    all.put("enqueue a hundred tasks", (store, w) -> store.tasks().enqueue(tasks(w, 100)));
    all.put("wait for a task that is due", (store, w) -> store.awaitTask("q", MINUTE));
    all.put("claim a task", (store, w) -> store.tasks().claim("q", 1, MINUTE));
    all.put(
        "claim a task, and complete it",
        (store, w) -> store.tasks().complete(store.tasks().claim("q", 1, MINUTE).get(0)));
    all.put(
        "claim a hundred tasks, and complete them",
        (store, w) ->
            store
                .tasks()
                .settle(
                    store.tasks().claim("q", 100, MINUTE).stream()
                        .map(task -> new Settlement(task, Outcome.completed()))
                        .toList()));
    all.put("hold a workflow", (store, w) -> store.tasks().hold(w));
    all.put("cancel all tasks of a workflow", (store, w) -> store.tasks().cancelAll(w));
    all.put(
        "put a new document",
        (store, w) -> store.documents().put(w.value(), 0, Payload.of(new byte[10])));
    all.put("put a document at its revision", Operations::replace);
    all.put("put a document of 3 MiB", (store, w) -> store.documents().put(w.value(), 0, LARGE));
    all.put("find a document", (store, w) -> store.documents().find("small"));
    all.put("find a document of 3 MiB", (store, w) -> store.documents().find("large"));
    all.put("a page of documents", (store, w) -> store.documents().list(PageRequest.first(TEN)));
    all.put("append an output", (store, w) -> store.outputs().append(output(w)));
    all.put(
        "append an output with a key and a parent",
        (store, w) ->
            store.outputs().append(output(w).key(Key.of("k")).parents(newest(store).id())));
    all.put(
        "append an only final",
        (store, w) ->
            store
                .outputs()
                .append(
                    NewOutput.of(TaskAttempt.of(w.value(), 1), "p", OutputKind.SUCCEEDED)
                        .onlyFinal()));
    all.put("latest", (store, w) -> newest(store));
    all.put(
        "a page of outputs",
        (store, w) -> store.outputs().list(TaskAttempt.of("t", 1), PageRequest.first(TEN)));
    all.put("delete a workflow that is not there", (store, w) -> store.maintenance().delete(w));
    all.put("acquire a resource", (store, w) -> store.leases().acquire(w.value(), OWNER, TTL));
    all.put(
        "acquire a resource that another holds",
        (store, w) -> store.leases().acquire("held", OTHER, TTL));
    all.put("renew a lease", (store, w) -> store.leases().renew(held(store), TTL));
    all.put("acquire and release a resource", Operations::release);
    all.put("find a lease", (store, w) -> store.leases().find("held"));
    all.put(
        "append one event, fenced",
        (store, w) -> store.history().append(Append.to(w).events(EVENT).fencedBy(held(store))));
    all.put(
        "transact, with one append, fenced",
        (store, w) ->
            store.transact(
                TransactionOptions.defaults().fencedBy(held(store)),
                tx -> tx.history().append(w, 0, EVENT)));
    all.put(
        "put a package of 1 KiB",
        (store, w) ->
            store.packages().put(new DeployedPackage(w.value(), "h", Instant.EPOCH), KIBIBYTE));
    all.put("put it again", (store, w) -> store.packages().put(SMALL, KIBIBYTE));
    all.put("stage an archive of 3 MiB", Operations::stage);
    all.put("find a package", (store, w) -> store.packages().find("small", "h"));
    all.put("read an archive of 1 MiB", Operations::read);
    all.put("route", (store, w) -> store.packages().route("small"));
    all.put("point a route", (store, w) -> store.packages().pointRoute("r", w.value()));
    all.put("a page of packages", (store, w) -> store.packages().list(PageRequest.first(TEN)));
    all.put(
        "transact, with one append",
        (store, w) -> store.transact(tx -> tx.history().append(w, 0, EVENT)));
    all.put(
        "transact, with a lock, a head and an append",
        (store, w) ->
            store.transact(
                tx -> {
                  tx.lock("door");
                  return tx.history().append(w, tx.history().head(w), EVENT);
                }));
    all.put("transact with a key, with one append", Operations::appendOnce);
    all.put(
        "transact again with that key", (store, w) -> store.transact(ONCE, tx -> Payload.empty()));
    all.put(
        "snapshot, with two heads",
        (store, w) -> store.snapshot(seen -> seen.history().head(LONG) + seen.history().head(w)));
    return all;
  }

  private static void stage(Store store, WorkflowId workflow) {
    try {
      store.packages().stage(new ByteArrayInputStream(new byte[3 << 20]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Store store, WorkflowId workflow) {
    try {
      store.packages().archive("mebibyte", "h").transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<NewTimer> timers(WorkflowId workflow, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new NewTimer(workflow, "timer-" + i, Instant.EPOCH))
        .toList();
  }

  /** Which revision there is, is known from how often this was done. */
  private static void replace(Store store, WorkflowId workflow) {
    long round = Long.parseLong(workflow.value().replaceAll("\\D", ""));
    store.documents().put("small", round + 1, Payload.of(new byte[10]));
  }

  private static void appendOnce(Store store, WorkflowId workflow) {
    Once<Payload> once = Once.key("operations", Key.of(workflow.value()));
    store.<Payload, RuntimeException>transact(
        once,
        tx -> {
          tx.history().append(workflow, 0, EVENT);
          return Payload.empty();
        });
  }

  private static NewOutput output(WorkflowId task) {
    return NewOutput.of(TaskAttempt.of(task.value(), 1), "p", OutputKind.PROGRESS);
  }

  private static Output newest(Store store) {
    return store.outputs().latest(Latest.of("p")).orElseThrow();
  }

  private static Lease held(Store store) {
    Lease lease = HELD.get(store);
    if (lease == null) {
      throw new AssertionError("prepare the store first");
    }
    return lease;
  }

  private static void release(Store store, WorkflowId workflow) {
    store.leases().release(store.leases().acquire(workflow.value(), OWNER, TTL).orElseThrow());
  }

  private static void conflict(Store store, WorkflowId workflow) {
    try {
      store.history().append(workflow, 1, EVENT);
      throw new AssertionError("a wrong head was taken");
    } catch (SequenceConflictException expected) {
      if (expected.found() != 0) {
        throw new AssertionError("another head was found: " + expected.found(), expected);
      }
    }
  }
}
