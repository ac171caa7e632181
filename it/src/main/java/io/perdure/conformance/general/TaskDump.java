package io.perdure.conformance.general;

import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.PendingScope;
import io.perdure.store.tasks.QueueCounts;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TasksReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a namespace answers about its tasks. Two that are equal say that nothing a reader can
 * see has changed between them.
 *
 * @param of the tasks of a workflow, with their payloads
 * @param claimed whoever's tasks are claimed
 */
public record TaskDump(
    List<Entry> of,
    List<Task> claimed,
    List<Task> deadLetters,
    List<WorkflowId> unsettled,
    List<WorkflowId> held,
    List<PendingScope> scopes,
    List<QueueCounts> counts) {
  private static final int PAGE = 1000;
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  /** A task and what is to be done. */
  public record Entry(Task task, Optional<Payload> payload) {}

  /** Reads everything; of tasks that neither are claimed nor failed, those of the workflow. */
  public static TaskDump of(TasksReader tasks, WorkflowId workflow) {
    return new TaskDump(
        Dump.all(PAGE, page -> tasks.list(workflow, page)).stream()
            .map(task -> new Entry(task, tasks.findPayload(task.key())))
            .toList(),
        Dump.all(PAGE, page -> tasks.staleClaims(LATER, page)),
        Dump.all(PAGE, tasks::deadLetters),
        Dump.all(PAGE, tasks::unsettledWorkflows),
        Dump.all(PAGE, tasks::heldWorkflows),
        Dump.all(PAGE, tasks::pendingScopes),
        Dump.all(PAGE, tasks::counts));
  }
}
