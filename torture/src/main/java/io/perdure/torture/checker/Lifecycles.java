package io.perdure.torture.checker;

import io.perdure.store.history.Event;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What marks make of a workflow, by the table of the contracts and not by the store's own code. */
final class Lifecycles {
  private Lifecycles() {}

  /** The status of the workflow and of each of its runs, as words. */
  static String fold(List<Event> marked) {
    List<WorkflowStatus> runs = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Event event : marked) {
      MarkKind mark = event.mark().orElseThrow();
      Optional<WorkflowStatus> now =
          runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
      Optional<WorkflowStatus> then = after(now, mark);
      if (then.isEmpty()) {
        wrong.add("event " + event.seq() + " " + mark + " after " + now);
      } else if (mark == MarkKind.STARTED) {
        runs.add(then.get());
      } else {
        runs.set(runs.size() - 1, then.get());
      }
    }
    return (runs.isEmpty() ? "unmarked" : runs.get(runs.size() - 1) + " runs " + runs)
        + (wrong.isEmpty() ? "" : " " + wrong);
  }

  private static Optional<WorkflowStatus> after(Optional<WorkflowStatus> now, MarkKind mark) {
    boolean ended = now.filter(WorkflowStatus::ended).isPresent();
    boolean lives = now.isPresent() && !ended;
    return switch (mark) {
      case STARTED -> only(now.isEmpty() || ended, WorkflowStatus.RUNNING);
      case REOPENED -> only(ended, WorkflowStatus.RUNNING);
      case PAUSED -> only(now.equals(Optional.of(WorkflowStatus.RUNNING)), WorkflowStatus.PAUSED);
      case RESUMED -> only(now.equals(Optional.of(WorkflowStatus.PAUSED)), WorkflowStatus.RUNNING);
      default -> only(lives, WorkflowStatus.valueOf(mark.name()));
    };
  }

  private static Optional<WorkflowStatus> only(boolean allowed, WorkflowStatus status) {
    return allowed ? Optional.of(status) : Optional.empty();
  }

  /** What the store tells, in the same words. */
  static String of(Optional<Workflow> workflow, List<Run> runs) {
    return workflow
        .flatMap(Workflow::lifecycle)
        .map(life -> life.status() + " runs " + runs.stream().map(Run::status).toList())
        .orElse("unmarked");
  }
}
