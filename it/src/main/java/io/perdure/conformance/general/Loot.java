package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;

import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.Store;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Mark;
import io.perdure.store.leases.Held;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.StagedArchive;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.timers.ClaimedTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A namespace that has at least two of everything, and what its owner was handed: all that somebody
 * in another namespace could try.
 *
 * @param store the namespace
 * @param timer claimed, of {@link #W1}
 * @param task claimed, of {@link #W1}
 * @param lease live, of {@link #RESOURCE}
 * @param staged not put yet
 * @param output the last one
 */
record Loot(
    Store store,
    ClaimedTimer timer,
    ClaimedTask task,
    Lease lease,
    Held held,
    StagedArchive staged,
    OutputId output) {
  static final WorkflowId W1 = WorkflowId.of("w1");
  static final WorkflowId W2 = WorkflowId.of("w2");
  static final Token TIMER_CLAIM = Token.of("11112222333344445555666677778888");
  static final Token TASK_CLAIM = Token.of("aaaabbbbccccddddeeeeffff00001111");
  static final Duration HOUR = Duration.ofHours(1);
  static final String RESOURCE = "resource";
  static final String QUEUE = "q";
  static final String TYPE = "type";
  static final String HASH = "hash";
  static final String DOCUMENT = "document";
  static final Key KEY = Key.of("key");
  static final RunId RUN = RunId.of("run");
  static final Owner OWNER = Owner.of("owner", "1");
  static final TaskAttempt ATTEMPT = TaskAttempt.of("task", 1);
  static final NewTask FAILED = task(W1, "failed");
  static final Append KEYED = Append.to(W1).key(KEY).events(marked(Mark.started("t").run(RUN)));
  static final Once<Payload> ONCE = Once.key("scope", KEY);

  private static final Instant DUE = Instant.parse("2020-01-01T00:00:00Z");

  static NewTask task(WorkflowId workflow, String key) {
    return NewTask.of(TaskKey.of(workflow, key), QUEUE, Payload.json("\"" + key + "\""));
  }

  static Payload payload() {
    return Payload.json("\"theirs\"");
  }

  /** Fills the namespace, with those claims. */
  static Loot in(Store store, Token timerClaim, Token taskClaim) throws Exception {
    histories(store);
    store.timers().schedule(W1, "t1", DUE);
    store.timers().schedule(W1, "t2", DUE.plusSeconds(1));
    store.timers().schedule(W1, "t3", DUE.plusSeconds(2));
    ClaimedTimer timer = store.timers().claim(timerClaim, 1, HOUR).get(0);
    ClaimedTask task = tasks(store, taskClaim);
    for (String type : List.of(TYPE, "type2")) {
      store.packages().put(new DeployedPackage(type, HASH, Samples.AT), Bytes.utf8("code " + type));
    }
    StagedArchive staged = store.packages().stage(Bytes.utf8("staged").newInputStream());
    NewOutput output = NewOutput.of(ATTEMPT, "producer", OutputKind.SUCCEEDED).payload(payload());
    OutputId first = store.outputs().append(output);
    OutputId second = store.outputs().append(output.parents(first).key(KEY));
    Lease lease = store.leases().acquire(RESOURCE, OWNER, HOUR).orElseThrow();
    Held held = store.leases().find(RESOURCE).held().orElseThrow();
    store.documents().put(DOCUMENT, 0, payload());
    store.documents().put("document2", 0, payload());
    store.<Payload, RuntimeException>transact(ONCE, tx -> payload());
    return new Loot(store, timer, task, lease, held, staged, second);
  }

  private static void histories(Store store) {
    store.history().append(KEYED);
    store.history().append(W1, 1, event("e"));
    store.history().append(W2, 0, marked(Mark.started("t").parent(W1)));
    for (String id : List.of("paused1", "paused2")) {
      WorkflowId paused = WorkflowId.of(id);
      store.history().append(paused, 0, marked(Mark.started("t")), marked(Mark.paused()));
    }
    WorkflowId ended = WorkflowId.of("ended");
    store.history().append(ended, 0, marked(Mark.started("t")), marked(Mark.completed()));
  }

  private static ClaimedTask tasks(Store store, Token claim) {
    store.tasks().enqueue(FAILED);
    store.tasks().enqueue(task(W1, "failed too"));
    for (ClaimedTask each : store.tasks().claim(QUEUE, 2, HOUR)) {
      store.tasks().fail(each, "broken");
    }
    store.tasks().enqueue(List.of(task(W1, "claimed"), task(W1, "claimed too")));
    List<ClaimedTask> claimed = store.tasks().claim(TaskClaim.from(QUEUE, 2, HOUR).token(claim));
    store.tasks().enqueue(List.of(task(W1, "pending"), task(W2, "pending")));
    store.tasks().enqueue(NewTask.of(TaskKey.of("alone"), "q2", payload()));
    store.tasks().hold(WorkflowId.of("held1"));
    store.tasks().hold(WorkflowId.of("held2"));
    store.tasks().setMaxDeliveries(QUEUE, 7);
    return claimed.get(0);
  }
}
