package io.perdure.store.outputs;

import io.perdure.store.internal.Checks;
import java.io.Serializable;

/**
 * One attempt at a task.
 *
 * @param task the task's id, 1 to 512 bytes of UTF-8; the store does not ask whether there is such
 *     a task
 * @param attempt which attempt, 0 or more
 */
public record TaskAttempt(String task, long attempt) implements Serializable {
  public TaskAttempt {
    Checks.id("task", task);
    Checks.notNegative("attempt", attempt);
  }

  /** That attempt at that task. */
  public static TaskAttempt of(String task, long attempt) {
    return new TaskAttempt(task, attempt);
  }

  @Override
  public String toString() {
    return task + " attempt " + attempt;
  }
}
