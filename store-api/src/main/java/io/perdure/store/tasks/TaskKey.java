package io.perdure.store.tasks;

import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.util.Optional;

/**
 * What a task is known by within its namespace.
 *
 * @param workflow whose task it is; empty if it belongs to none. A workflow need not have a history
 * @param key unique among the tasks of the workflow, or among those of none: 1 to 512 bytes of
 *     UTF-8
 */
public record TaskKey(Optional<WorkflowId> workflow, String key) {
  public TaskKey {
    Checks.present("workflow", workflow);
    Checks.id("task key", key);
  }

  /** The task of that workflow that has that key. */
  public static TaskKey of(WorkflowId workflow, String key) {
    return new TaskKey(Optional.of(Checks.present("workflow", workflow)), key);
  }

  /** The task of no workflow that has that key. */
  public static TaskKey of(String key) {
    return new TaskKey(Optional.empty(), key);
  }

  @Override
  public String toString() {
    return workflow.map(id -> id + " task " + key).orElseGet(() -> "task " + key);
  }
}
