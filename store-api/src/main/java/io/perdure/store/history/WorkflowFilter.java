package io.perdure.store.history;

import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.time.Instant;
import java.util.Optional;

/**
 * Which started workflows a list holds: those that meet every condition that is present.
 *
 * @param type of the current run
 * @param status of the current run
 * @param startedFrom the first run started then or later
 * @param startedBefore the first run started before then
 * @param parent the workflow that started the current run
 */
public record WorkflowFilter(
    Optional<String> type,
    Optional<WorkflowStatus> status,
    Optional<Instant> startedFrom,
    Optional<Instant> startedBefore,
    Optional<WorkflowId> parent) {
  private static final WorkflowFilter ALL =
      new WorkflowFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public WorkflowFilter {
    Checks.present("type", type).ifPresent(value -> Checks.id("workflow type", value));
    Checks.present("status", status);
    Checks.present("startedFrom", startedFrom)
        .ifPresent(value -> Checks.instant("startedFrom", value));
    Checks.present("startedBefore", startedBefore)
        .ifPresent(value -> Checks.instant("startedBefore", value));
    Checks.present("parent", parent);
  }

  /** Every started workflow. */
  public static WorkflowFilter all() {
    return ALL;
  }

  /** The same, of that type only. */
  public WorkflowFilter type(String type) {
    return new WorkflowFilter(
        Optional.of(Checks.id("workflow type", type)), status, startedFrom, startedBefore, parent);
  }

  /** The same, in that status only. */
  public WorkflowFilter status(WorkflowStatus status) {
    return new WorkflowFilter(
        type, Optional.of(Checks.present("status", status)), startedFrom, startedBefore, parent);
  }

  /** The same, first started then or later only. */
  public WorkflowFilter startedFrom(Instant from) {
    return new WorkflowFilter(
        type, status, Optional.of(Checks.instant("startedFrom", from)), startedBefore, parent);
  }

  /** The same, first started before then only. */
  public WorkflowFilter startedBefore(Instant before) {
    return new WorkflowFilter(
        type, status, startedFrom, Optional.of(Checks.instant("startedBefore", before)), parent);
  }

  /** The same, started by that workflow only. */
  public WorkflowFilter parent(WorkflowId parent) {
    return new WorkflowFilter(
        type, status, startedFrom, startedBefore, Optional.of(Checks.present("parent", parent)));
  }
}
