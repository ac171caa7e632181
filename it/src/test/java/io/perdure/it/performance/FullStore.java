package io.perdure.it.performance;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.store.Bytes;
import io.perdure.store.Key;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.history.Append;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.packages.Packages;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.timers.NewTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Many rows in all rooms, of which a statement by key wants few. */
final class FullStore {
  private static final int WORKFLOWS = 40;
  private static final int EVENTS = 250;
  private static final int DOCUMENTS = 500;
  private static final int PACKAGES = 500;
  private static final int TIMERS = 5000;
  private static final int TASKS = 5000;
  private static final int FEW = 4;
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");
  private static final int OUTPUTS = 2000;
  private static final int KEYS = 500;
  private static final int LEASES = 500;

  private FullStore() {}

  /** Writes them. */
  static void fill(Store store) {
    for (int i = 0; i < WORKFLOWS; i++) {
      store.history().append(Append.to(workflow("w" + i)).events(events(EVENTS)));
    }
    for (int i = 0; i < DOCUMENTS; i++) {
      store.documents().put("d" + i, 0, Payload.of(new byte[i % 5 == 0 ? 10 : 10_000]));
    }
    store.transact(FullStore::appendOutputs);
    Owner owner = Owner.starting("node");
    store.transact(
        tx -> {
          for (int i = 0; i < KEYS; i++) {
            Payload answer = Payload.of(new byte[i % 5 == 0 ? 10_000 : 10]);
            store.transact(Once.key("s" + i % 7, Key.of("k" + i)), inner -> answer);
          }
          for (int i = 0; i < LEASES; i++) {
            tx.leases().acquire("r" + i, owner, Duration.ofDays(1));
          }
          return LEASES;
        });
    store.transact(tx -> packages(tx.packages()));
    store.timers().schedule(timers());
    store.timers().claim(TIMERS / 2, Duration.ofDays(1));
    tasks(store.tasks());
  }

  private static int appendOutputs(Transaction tx) {
    OutputId parent =
        tx.outputs().append(NewOutput.of(TaskAttempt.of("t", 0), "p", OutputKind.PROGRESS));
    for (int i = 0; i < OUTPUTS; i++) {
      OutputKind kind = i % 7 == 0 ? OutputKind.ARTIFACT : OutputKind.PROGRESS;
      NewOutput output =
          NewOutput.of(TaskAttempt.of("t" + i % 50, i % 3), "p" + i % 11, kind)
              .payload(Payload.of(new byte[i % 5 == 0 ? 10_000 : 10]))
              .parents(parent);
      tx.outputs().append(i % 2 == 0 ? output.name("n" + i % 13) : output);
    }
    return OUTPUTS;
  }

  /** Half of them deleted: their archives wait for being collected. */
  private static int packages(Packages packages) {
    for (int i = 0; i < PACKAGES; i++) {
      packages.put(new DeployedPackage("t" + i, "h", Instant.EPOCH), Bytes.utf8("archive " + i));
      if (i % 2 == 0) {
        packages.delete("t" + i, "h");
      }
    }
    return PACKAGES;
  }

  /** Many workflows with a few timers each, most of them due. */
  private static List<NewTimer> timers() {
    List<NewTimer> timers = new ArrayList<>();
    for (int i = 0; i < TIMERS; i++) {
      timers.add(
          new NewTimer(
              workflow("w" + i % (TIMERS / FEW)), "t" + i, i % 9 == 0 ? LATER : AT.plusNanos(i)));
    }
    return timers;
  }

  /** As many that have ended, wait, are pinned elsewhere, are held, claimed and free. */
  private static void tasks(Tasks tasks) {
    List<NewTask> all = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      NewTask task =
          NewTask.of(TaskKey.of(workflow("w" + i % KEYS), "t" + i), "q", Payload.empty());
      all.add(
          switch (i % 5) {
            case 0 -> task.due(Due.at(AT));
            case 1 -> task.due(Due.at(LATER));
            case 2 -> task.pinnedTo("elsewhere");
            case 3 ->
                NewTask.of(TaskKey.of(workflow("held" + i % KEYS), "t" + i), "q", Payload.empty());
            default -> task;
          });
    }
    tasks.enqueue(all);
    for (int i = 0; i < KEYS; i++) {
      tasks.hold(workflow("held" + i));
      tasks.setMaxDeliveries("q" + i, 3);
    }
    tasks.settle(
        tasks.claim("q", TASKS / 5, Duration.ofDays(1)).stream()
            .map(task -> new Settlement(task, Outcome.completed()))
            .toList());
    tasks.claim("q", TASKS / 10, Duration.ofDays(1));
  }
}
