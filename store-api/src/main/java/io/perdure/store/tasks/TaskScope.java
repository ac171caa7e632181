package io.perdure.store.tasks;

import io.perdure.store.internal.Checks;
import java.util.Optional;

/**
 * Where a task waits: in a queue, for anybody or for one node.
 *
 * @param queue who claims names it: 1 to 512 bytes of UTF-8. A queue is there as soon as a task is
 *     in it
 * @param node the only node that may be handed the task, 1 to 512 bytes of UTF-8; empty if any may
 */
public record TaskScope(String queue, Optional<String> node) {
  public TaskScope {
    Checks.id("queue", queue);
    Checks.present("node", node).ifPresent(given -> Checks.id("node", given));
  }

  /** The queue, for anybody. */
  public static TaskScope of(String queue) {
    return new TaskScope(queue, Optional.empty());
  }

  /** The same queue, for that node only. */
  public TaskScope pinnedTo(String node) {
    return new TaskScope(queue, Optional.of(Checks.id("node", node)));
  }
}
