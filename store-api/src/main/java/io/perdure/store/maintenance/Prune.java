package io.perdure.store.maintenance;

import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.internal.Checks;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request to prune: {@code Prune.atMost(100).ended(Cutoff.olderThan(month))}.
 *
 * @param ended how long ago a workflow must have closed to be removed, by the instant that its
 *     closing event carries; empty to keep all workflows
 * @param statuses of which status such workflows must be: ended ones only
 * @param tasks how long ago, by the store's clock, a task must have been DONE or CANCELLED to be
 *     removed, also of a live workflow: its key is then free again; empty to keep all tasks but
 *     those of workflows that are removed
 * @param deadLetters the same of tasks that FAILED
 * @param keys how long ago a key must have been used to be forgotten, by the store's clock, of any
 *     workflow, live ones too, and of any {@link io.perdure.store.Once}, with the answer that is
 *     kept under it: a repeat of such a call is then a new call; empty to keep all keys but those
 *     of workflows that are removed
 * @param limit the most workflows, the most tasks and the most keys that one call removes; 1 to 10
 *     000
 */
public record Prune(
    Optional<Cutoff> ended,
    Set<WorkflowStatus> statuses,
    Optional<Cutoff> tasks,
    Optional<Cutoff> deadLetters,
    Optional<Cutoff> keys,
    int limit) {
  private static final int MOST = 10_000;

  /** Ends after which nothing follows; of CONTINUED_AS_NEW the next run may be about to start. */
  private static final Set<WorkflowStatus> FINAL =
      Set.copyOf(
          EnumSet.of(
              WorkflowStatus.COMPLETED,
              WorkflowStatus.FAILED,
              WorkflowStatus.CANCELLED,
              WorkflowStatus.TERMINATED,
              WorkflowStatus.TIMED_OUT));

  public Prune {
    Checks.present("ended", ended);
    statuses =
        Set.copyOf(Checks.list("statuses", List.copyOf(Checks.present("statuses", statuses))));
    for (WorkflowStatus status : statuses) {
      if (!status.ended()) {
        throw new IllegalArgumentException("statuses must be ended ones, not " + status);
      }
    }
    Checks.present("tasks", tasks);
    Checks.present("deadLetters", deadLetters);
    Checks.present("keys", keys);
    Checks.between("limit", limit, 1, MOST);
  }

  /**
   * A request that removes nothing until it is told what: at most so many workflows, and so many
   * keys; of workflows those that are COMPLETED, FAILED, CANCELLED, TERMINATED or TIMED_OUT.
   */
  public static Prune atMost(int limit) {
    Optional<Cutoff> none = Optional.empty();
    return new Prune(none, FINAL, none, none, none, limit);
  }

  /** The same, with the workflows that closed before then. */
  public Prune ended(Cutoff cutoff) {
    return new Prune(of(cutoff), statuses, tasks, deadLetters, keys, limit);
  }

  /** The same, with workflows of those ended statuses only. */
  public Prune withStatus(WorkflowStatus... statuses) {
    return new Prune(
        ended,
        Set.copyOf(Checks.list("statuses", List.of(Checks.present("statuses", statuses)))),
        tasks,
        deadLetters,
        keys,
        limit);
  }

  /** The same, with the keys that were used before then. */
  public Prune keys(Cutoff cutoff) {
    return new Prune(ended, statuses, tasks, deadLetters, of(cutoff), limit);
  }

  /** The same, with the tasks that were DONE or CANCELLED before then. */
  public Prune tasks(Cutoff cutoff) {
    return new Prune(ended, statuses, of(cutoff), deadLetters, keys, limit);
  }

  /** The same, with the tasks that FAILED before then. */
  public Prune deadLetters(Cutoff cutoff) {
    return new Prune(ended, statuses, tasks, of(cutoff), keys, limit);
  }

  private static Optional<Cutoff> of(Cutoff cutoff) {
    return Optional.of(Checks.present("cutoff", cutoff));
  }
}
