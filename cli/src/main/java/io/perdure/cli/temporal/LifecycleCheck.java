package io.perdure.cli.temporal;

import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.WorkflowStatus;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the status of a history that is read, so that a mark that cannot follow is told with its
 * event before anything is written. The store checks the same again.
 */
final class LifecycleCheck {
  private final Set<String> runs = new HashSet<>();
  private Optional<WorkflowStatus> status = Optional.empty();

  /** The status after all marks so far; empty before the first start. */
  Optional<WorkflowStatus> status() {
    return status;
  }

  void follow(long event, Mark mark) throws RefusedException {
    if (mark instanceof Mark.Started started && started.run().isPresent()) {
      String run = started.run().get().value();
      if (!runs.add(run)) {
        throw new RefusedException(event, "run " + run + " starts a second time");
      }
    }
    MarkKind kind = mark.kind();
    if (!mayFollow(kind)) {
      throw new RefusedException(
          event,
          word(kind) + " cannot follow " + status.map(LifecycleCheck::word).orElse("nothing"));
    }
    status = Optional.of(after(kind));
  }

  private boolean mayFollow(MarkKind kind) {
    boolean running = status.equals(Optional.of(WorkflowStatus.RUNNING));
    boolean paused = status.equals(Optional.of(WorkflowStatus.PAUSED));
    return switch (kind) {
      case STARTED -> !running && !paused;
      case REOPENED -> status.isPresent() && !running && !paused;
      case PAUSED -> running;
      case RESUMED -> paused;
      case COMPLETED, FAILED, CANCELLED, TERMINATED, TIMED_OUT, CONTINUED_AS_NEW ->
          running || paused;
    };
  }

  private static WorkflowStatus after(MarkKind kind) {
    return switch (kind) {
      case STARTED, REOPENED, RESUMED -> WorkflowStatus.RUNNING;
      case PAUSED -> WorkflowStatus.PAUSED;
      case COMPLETED -> WorkflowStatus.COMPLETED;
      case FAILED -> WorkflowStatus.FAILED;
      case CANCELLED -> WorkflowStatus.CANCELLED;
      case TERMINATED -> WorkflowStatus.TERMINATED;
      case TIMED_OUT -> WorkflowStatus.TIMED_OUT;
      case CONTINUED_AS_NEW -> WorkflowStatus.CONTINUED_AS_NEW;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
