package io.perdure.torture.workload;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.Task;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Told;
import java.util.Random;

/**
 * Claims tasks and settles them: most complete in one transaction with the event that tells that
 * they were done; others are retried, given up, failed or forgotten.
 */
final class TaskWorker extends Trade {
  /** The queue of tasks that are done. */
  static final String QUEUE = "work";

  /** The queue of tasks that nobody does. */
  static final String BRITTLE = "brittle";

  /** How often those are handed out. */
  static final int DELIVERIES = 3;

  private static final int TRIES = 3;

  TaskWorker(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    String queue = percent(85) ? QUEUE : BRITTLE;
    Told told = desk().alone("claim", new Effect.Claim(queue, 1L + any(6)));
    if (done(told) && !told.fact(0).isEmpty()) {
      for (String claimed : told.fact(0).split(",", -1)) {
        String[] name = claimed.substring(0, claimed.lastIndexOf(':')).split("/", 2);
        settle(queue, name[0], name[1]);
      }
    }
    if (percent(1)) {
      requeue();
    }
  }

  private void settle(String queue, String workflow, String task) {
    if (queue.equals(BRITTLE)) {
      desk().alone("settle", new Effect.Settle(workflow, task, "abandon"));
      return;
    }
    int next = any(100);
    if (next < 8) {
      desk().alone("heartbeat", new Effect.Heartbeat(workflow, task));
    }
    if (next < 70) {
      complete(workflow, task);
    } else if (next < 85) {
      desk().alone("settle", new Effect.Settle(workflow, task, "complete"));
    } else if (next < 93) {
      desk().alone("settle", new Effect.Settle(workflow, task, "retry"));
    } else if (next < 96) {
      desk().alone("settle", new Effect.Settle(workflow, task, "fail"));
    } else if (next < 98) {
      desk().alone("settle", new Effect.Settle(workflow, task, "abandon"));
    } // else it is forgotten, and its claim expires
  }

  private void complete(String workflow, String task) {
    String history = workflow.isEmpty() ? name("done", 3) : workflow;
    for (int i = 0; i < TRIES; i++) {
      long head = desk().store().history().head(WorkflowId.of(history));
      Told told =
          desk()
              .together(
                  "do-task",
                  new Effect.Settle(workflow, task, "complete"),
                  events(history, head, 1));
      if (!refusedBy(told, "SequenceConflictException")) {
        return;
      }
    }
  }

  private void requeue() {
    Page<Task> letters = desk().store().tasks().deadLetters(PageRequest.first(5));
    for (Task letter : letters) {
      if (letter.scope().queue().equals(QUEUE)) {
        String workflow = letter.key().workflow().map(WorkflowId::value).orElse("");
        desk().alone("requeue", new Effect.Requeue(workflow, letter.key().key()));
      }
    }
  }
}
