package io.perdure.torture.workload;

import io.perdure.store.WorkflowId;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Effect.Old;
import io.perdure.torture.truth.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Maintains the store while everybody works on it: begins and ends workflows that nobody needs for
 * long, deletes and prunes them, prunes tasks and keys, collects archives, makes backups.
 */
final class Sweeper extends Trade {
  /** What the workflows are called that may be pruned as soon as they have ended. */
  static final String NOUN = "sweep";

  private static final int WORKFLOWS = 4;
  private static final int MOST = 100;
  private static final long TASK_AGE = Duration.ofSeconds(10).toMillis();

  /** Longer than anybody asks again under a key, with what clocks may be wrong. */
  private static final long KEY_AGE = Duration.ofMinutes(10).toMillis();

  private static final List<MarkKind> ENDS =
      List.of(
          MarkKind.COMPLETED,
          MarkKind.FAILED,
          MarkKind.CANCELLED,
          MarkKind.TERMINATED,
          MarkKind.TIMED_OUT);

  Sweeper(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    int next = any(100);
    if (next < 50) {
      step(name(NOUN, WORKFLOWS));
    } else if (next < 65) {
      delete(name(NOUN, WORKFLOWS));
    } else if (next < 80) {
      prune(Old.WORKFLOWS, 0);
    } else if (next < 88) {
      prune(percent(80) ? Old.TASKS : Old.DEAD_LETTERS, TASK_AGE);
    } else if (next < 90) {
      prune(Old.KEYS, KEY_AGE);
    } else if (next < 92) {
      desk().alone("collect", new Effect.Collect(MOST));
    } else if (desk().backups().filter(Backups::due).isPresent()) {
      desk().alone("backup", new Effect.Backup(desk().nextId() + Backups.ENDING));
    }
  }

  private void step(String workflow) {
    Optional<Workflow> found = desk().store().history().find(WorkflowId.of(workflow));
    long head = found.map(Workflow::head).orElse(0L);
    Optional<WorkflowStatus> status =
        found.flatMap(Workflow::lifecycle).map(Workflow.Lifecycle::status);
    List<Effect> effects = new ArrayList<>();
    if (status.filter(now -> !now.ended()).isPresent()) {
      effects.add(events(workflow, head, percent(80) ? oneOf(ENDS).name() : NONE));
    } else {
      effects.add(events(workflow, head, MarkKind.STARTED.name()));
      hang(workflow, effects);
    }
    desk().ask("sweep-step", percent(50) ? Op.Manner.ONCE : Op.Manner.TOGETHER, effects);
  }

  private void hang(String workflow, List<Effect> effects) {
    String name = desk().nextId();
    if (percent(30)) {
      String queue = percent(90) ? TaskWorker.QUEUE : TaskWorker.BRITTLE;
      effects.add(new Effect.Enqueue(workflow, name, queue, any(500)));
    }
    if (percent(20)) {
      long soon = System.currentTimeMillis() + any(1500);
      effects.add(new Effect.Schedule(workflow, name, soon));
    }
  }

  private void delete(String workflow) {
    Effect delete = new Effect.Delete(workflow);
    if (percent(70)) {
      desk().alone("delete-workflow", delete);
    } else {
      desk()
          .ask(
              "delete-anew",
              percent(50) ? Op.Manner.ONCE : Op.Manner.TOGETHER,
              List.of(delete, events(workflow, 0, MarkKind.STARTED.name())));
    }
  }

  private void prune(Old old, long ageMillis) {
    Op.Manner manner = percent(75) ? Op.Manner.ALONE : Op.Manner.TOGETHER;
    long limit = percent(20) ? 1 : MOST;
    desk().ask("prune", manner, List.of(new Effect.Prune(old, ageMillis, limit)));
  }

  private static Effect.Events events(String workflow, long head, String mark) {
    return new Effect.Events(workflow, head, List.of(mark), Effect.Repeat.PLAIN);
  }
}
