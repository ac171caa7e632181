package io.perdure.store.history;

import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.util.Optional;

/**
 * Says that an event begins, ends or interrupts a run of its workflow.
 *
 * <p>The marks of an append project status, type, run, start, close and failure of the workflow in
 * the same transaction; which mark may follow which status is told at {@link WorkflowStatus}.
 * Payloads are never decoded for this. The vocabulary follows the terminal events of Temporal's
 * histories.
 */
public sealed interface Mark {
  /** What kind of mark this is. */
  MarkKind kind();

  /**
   * Begins the first run, or the next one after the last has ended.
   *
   * @param type what sort of workflow this is, 1 to 512 bytes of UTF-8
   * @param run the run's id; made at random if empty
   * @param parentWorkflow the workflow that started this run, if any; a later run has the one that
   *     its own start names, or none
   */
  record Started(String type, Optional<RunId> run, Optional<WorkflowId> parentWorkflow)
      implements Mark {
    public Started {
      Checks.id("workflow type", type);
      Checks.present("run", run);
      Checks.present("parent workflow", parentWorkflow);
    }

    /** The same with that run id. */
    public Started run(RunId run) {
      return new Started(type, Optional.of(Checks.present("run", run)), parentWorkflow);
    }

    /** The same with that parent workflow. */
    public Started parent(WorkflowId parent) {
      return new Started(type, run, Optional.of(Checks.present("parent workflow", parent)));
    }

    @Override
    public MarkKind kind() {
      return MarkKind.STARTED;
    }
  }

  /**
   * Ends the run as failed.
   *
   * @param reason why, up to 8 KiB of UTF-8
   */
  record Failed(String reason) implements Mark {
    public Failed {
      Checks.freeText("failure reason", reason);
    }

    @Override
    public MarkKind kind() {
      return MarkKind.FAILED;
    }
  }

  /** A mark that says nothing beside its kind; made by the methods of {@link Mark}. */
  record Plain(MarkKind kind) implements Mark {
    public Plain {
      Checks.present("mark kind", kind);
      if (kind == MarkKind.STARTED || kind == MarkKind.FAILED) {
        throw new IllegalArgumentException("mark " + kind + " says more than its kind");
      }
    }
  }

  /** Begins a run of that type. */
  static Started started(String type) {
    return new Started(type, Optional.empty(), Optional.empty());
  }

  /** Ends the run as completed. */
  static Mark completed() {
    return new Plain(MarkKind.COMPLETED);
  }

  /** Ends the run as failed, for that reason. */
  static Mark failed(String reason) {
    return new Failed(reason);
  }

  /** Ends the run as cancelled. */
  static Mark cancelled() {
    return new Plain(MarkKind.CANCELLED);
  }

  /** Ends the run as terminated. */
  static Mark terminated() {
    return new Plain(MarkKind.TERMINATED);
  }

  /** Ends the run as timed out. */
  static Mark timedOut() {
    return new Plain(MarkKind.TIMED_OUT);
  }

  /** Ends the run; the work goes on in the next run, which a later {@code started} begins. */
  static Mark continuedAsNew() {
    return new Plain(MarkKind.CONTINUED_AS_NEW);
  }

  /** Lets the ended run go on: its close and failure are cleared. */
  static Mark reopened() {
    return new Plain(MarkKind.REOPENED);
  }

  /** Pauses the run. */
  static Mark paused() {
    return new Plain(MarkKind.PAUSED);
  }

  /** Lets the paused run go on. */
  static Mark resumed() {
    return new Plain(MarkKind.RESUMED);
  }
}
