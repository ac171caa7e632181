package io.perdure.demo.shop;

import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;

/**
 * An attempt at a step of an order, which is a task when it can be done, and a timer before.
 *
 * @param step its name
 * @param attempt 1 for the first
 */
public record Job(String step, int attempt) {
  /** The queue that all workers share. */
  public static final String QUEUE = "jobs";

  /** The name of its task, and of its timer: unique within the order. */
  @Override
  public String toString() {
    return step + "-" + attempt;
  }

  /** The job of that name. */
  public static Job of(String name) {
    int dash = name.lastIndexOf('-');
    return new Job(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
  }

  /** The job that a task is for. */
  static Job of(ClaimedTask task) {
    return of(task.key().key());
  }

  /** Its task: the same whoever asks for it, and however often. */
  NewTask task(WorkflowId order) {
    return NewTask.of(TaskKey.of(order, toString()), QUEUE, Payload.empty());
  }
}
