package io.perdure.conformance.input;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.marked;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.leases.Held;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Route;
import io.perdure.store.packages.StoredPackage;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.PendingScope;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskScope;
import io.perdure.store.timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One text in every string that the rooms of a store take: written, read back, and removed. */
final class Everywhere {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant LATER = AT.plus(Duration.ofDays(36_500));
  private static final int PAGE = 100;

  /** Longer than what stands in a row itself. */
  private static final int LARGE = 10_000;

  private final Store store;
  private final String text;
  private final WorkflowId workflow;
  private final TaskKey pending;
  private final TaskKey failed;
  private final TaskAttempt attempt;

  /** That text, of at most 512 bytes, in that store. */
  Everywhere(Store store, String text) {
    this.store = store;
    this.text = text;
    this.workflow = WorkflowId.of(text);
    this.pending = TaskKey.of(workflow, text);
    this.failed = TaskKey.of(text);
    this.attempt = TaskAttempt.of(text, 1);
  }

  private Payload payload() {
    return new Payload(Bytes.utf8(text), text);
  }

  /** Writes it in every place. */
  void write() {
    store.history().append(started());
    store.history().append(workflow, 1, marked(Mark.failed(text)));
    store.timers().schedule(workflow, text, LATER);
    writeTasks();
    store
        .packages()
        .put(new DeployedPackage(text, text, AT), Bytes.utf8(text), List.of(text, "also " + cut()));
    store.packages().pointRoute("routed " + cut(), text);
    OutputId first =
        store
            .outputs()
            .append(
                NewOutput.of(attempt, text, OutputKind.SUCCEEDED)
                    .name(text)
                    .note(text)
                    .content(Content.Reference.to(text)));
    store.outputs().append(second().parents(first));
    Owner owner = Owner.of(text, text);
    assertThat(store.leases().takeOver(held(), owner, text, HOUR)).isPresent();
    store.documents().put(text, 0, payload());
    assertThat(store.transact(once(), tx -> payload())).isEqualTo(payload());
    store.<Long, RuntimeException>transact(
        tx -> {
          tx.lock(text);
          return tx.history().head(workflow);
        });
  }

  private Append started() {
    return Append.to(workflow)
        .key(Key.of(text))
        .events(
            NewEvent.of(text, payload(), AT)
                .metadata(Bytes.utf8(text))
                .mark(Mark.started(text).run(RunId.of(text)).parent(workflow)));
  }

  private void writeTasks() {
    Payload large = new Payload(Bytes.copyOf(new byte[LARGE]), text);
    store.tasks().enqueue(NewTask.of(failed, text, payload()));
    ClaimedTask claimed = store.tasks().claim(text, 1, HOUR).get(0);
    assertThat(claimed.key()).isEqualTo(failed);
    store.tasks().fail(claimed, text);
    store.tasks().hold(workflow);
    store.tasks().enqueue(NewTask.of(pending, text, large).pinnedTo(text));
    store.tasks().setMaxDeliveries(text, 7);
    assertThat(store.tasks().claim(TaskClaim.from(text, 1, HOUR).node(text))).isEmpty();
    assertThat(store.awaitTask(text, text, Duration.ofMillis(1))).isFalse();
  }

  private NewOutput second() {
    return NewOutput.of(attempt, text, OutputKind.ARTIFACT).payload(payload()).key(Key.of(text));
  }

  private Held held() {
    store.leases().acquire(text, Owner.of(text, text), HOUR);
    return store.leases().find(text).held().orElseThrow();
  }

  private Once<Payload> once() {
    return Once.key(text, Key.of(text));
  }

  /** Asks once more for what was asked under a key, by name: what was kept is answered. */
  Map<String, Callable<Object>> repeats() {
    return Map.of(
        "append again", () -> store.history().append(started()),
        "once more",
            () -> store.<Payload, RuntimeException>transact(once(), tx -> Payload.empty()));
  }

  /** A little of it, where something stands before it. */
  private String cut() {
    return text.substring(
        0, text.offsetByCodePoints(0, Math.min(9, text.codePointCount(0, text.length()))));
  }

  /** Reads it back from every place, alone and by filters and lists. */
  void assertRead() throws Exception {
    assertHistory();
    assertTasks();
    assertThat(store.timers().find(workflow, text)).isPresent();
    assertThat(Dump.all(PAGE, page -> store.timers().list(workflow, page)))
        .containsExactly(new Timer(workflow, text, LATER, Optional.empty()));

    StoredPackage stored = store.packages().find(text, text).orElseThrow();
    assertThat(stored.type() + stored.hash()).isEqualTo(text + text);
    assertThat(store.packages().verify(text, text)).isFalse();
    assertThat(store.packages().archive(text, text).newInputStream().readAllBytes())
        .isEqualTo(Bytes.utf8(text).toByteArray());
    for (String routed : List.of(text, "also " + cut(), "routed " + cut())) {
      assertThat(store.packages().route(routed)).contains(new Route(routed, text));
    }

    Output latest =
        store.outputs().latest(Latest.of(text).within(attempt).name(text)).orElseThrow();
    assertThat(List.of(latest.of(), latest.producer(), latest.name(), latest.note()))
        .isEqualTo(List.of(attempt, text, Optional.of(text), Optional.of(text)));
    assertThat(latest.content()).isEqualTo(Content.Reference.to(text));
    OutputId second = store.outputs().append(second().parents(latest.id()));
    assertThat(store.outputs().get(second).content()).isEqualTo(new Content.Inline(payload()));
    assertThat(store.outputs().lineage(second, 9)).hasSize(1);
    assertThat(Dump.all(PAGE, page -> store.outputs().list(attempt, page))).hasSize(2);

    Held held = store.leases().find(text).held().orElseThrow();
    assertThat(held.resource()).isEqualTo(text);
    assertThat(held.owner()).isEqualTo(Owner.of(text, text));
    assertThat(held.reason()).contains(text);
    assertThat(store.documents().get(text).payload()).isEqualTo(payload());
    assertThat(store.documents().get(text).key()).isEqualTo(text);
    assertThat(store.<Payload, RuntimeException>transact(once(), tx -> Payload.empty()))
        .isEqualTo(payload());
  }

  private void assertHistory() {
    Event first = store.history().read(workflow).get(0);
    assertThat(first.type()).isEqualTo(text);
    assertThat(first.payload()).isEqualTo(payload());
    assertThat(first.metadata()).contains(Bytes.utf8(text));
    Run run = store.history().runs(workflow).get(0);
    assertThat(run.id()).isEqualTo(RunId.of(text));
    assertThat(run.type()).isEqualTo(text);
    assertThat(run.failure()).contains(text);
    Workflow found = store.history().find(workflow).orElseThrow();
    assertThat(found.id()).isEqualTo(workflow);
    assertThat(found.lifecycle().orElseThrow().parent()).contains(workflow);
    for (WorkflowFilter filter :
        List.of(WorkflowFilter.all().type(text), WorkflowFilter.all().parent(workflow))) {
      assertThat(Dump.list(store.history(), filter, PAGE))
          .extracting(Workflow::id)
          .containsExactly(workflow);
    }
    assertThat(store.history().append(started()).last()).as("the key's answer").isEqualTo(1);
  }

  private void assertTasks() {
    Task waiting = store.tasks().find(pending).orElseThrow();
    TaskScope scope = TaskScope.of(text).pinnedTo(text);
    assertThat(List.of(waiting.key(), waiting.scope())).isEqualTo(List.of(pending, scope));
    assertThat(store.tasks().findPayload(pending).orElseThrow().contentType()).isEqualTo(text);
    assertThat(Dump.all(PAGE, page -> store.tasks().list(workflow, page)))
        .extracting(Task::key)
        .containsExactly(pending);
    assertThat(Dump.all(PAGE, store.tasks()::deadLetters))
        .filteredOn(task -> task.key().equals(failed))
        .extracting(task -> task.end().orElseThrow().reason())
        .containsExactly(Optional.of(text));
    assertThat(Dump.all(PAGE, store.tasks()::heldWorkflows)).contains(workflow);
    assertThat(Dump.all(PAGE, store.tasks()::unsettledWorkflows)).contains(workflow);
    assertThat(Dump.all(PAGE, store.tasks()::counts)).extracting(QueueCounts::queue).contains(text);
    assertThat(Dump.all(PAGE, store.tasks()::pendingScopes))
        .extracting(PendingScope::scope)
        .allSatisfy(any -> assertThat(any.queue()).isNotEmpty());
    assertThat(store.tasks().maxDeliveries(text)).isEqualTo(7);
  }

  /** Removes what can be removed; what is left says nothing of it but in numbers that must stay. */
  void remove() {
    assertThat(store.timers().cancel(workflow, text)).isTrue();
    assertThat(store.tasks().release(workflow)).isTrue();
    assertThat(store.tasks().cancelAll(workflow)).containsExactly(pending);
    assertThat(store.tasks().requeue(failed)).isTrue();
    assertThat(store.documents().delete(text, 1)).isTrue();
    store.packages().delete(text, text);
    assertThat(store.packages().find(text, text)).isEmpty();
    assertThat(store.maintenance().delete(workflow).workflows()).isEqualTo(1);
    assertThat(store.history().find(workflow)).isEmpty();
  }
}
