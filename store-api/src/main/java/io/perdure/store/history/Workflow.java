package io.perdure.store.history;

import io.perdure.store.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/**
 * The summary of a workflow: its head, and what its marks project.
 *
 * @param id its id
 * @param head the sequence number of its last event, at least 1
 * @param lifecycle what its marks say; empty if no event has marked a start
 */
public record Workflow(WorkflowId id, long head, Optional<Lifecycle> lifecycle) {
  /**
   * What the marks of a workflow say of it.
   *
   * @param status of the current run
   * @param type what sort of workflow the current run is
   * @param run the number of the current run, from 1
   * @param parent the workflow that started the current run, if any
   * @param firstStartedAt start of the first run; never changes, and orders lists
   * @param startedAt start of the current run
   * @param closedAt close of the current run, if it has ended
   * @param failure the reason, if the current run failed
   */
  public record Lifecycle(
      WorkflowStatus status,
      String type,
      long run,
      Optional<WorkflowId> parent,
      Instant firstStartedAt,
      Instant startedAt,
      Optional<Instant> closedAt,
      Optional<String> failure) {}
}
