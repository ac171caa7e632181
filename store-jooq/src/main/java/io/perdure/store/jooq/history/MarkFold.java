package io.perdure.store.jooq.history;

import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.tables.InstantNanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds the marks of an append into the workflow's row: what the row, its current run and new runs
 * are to say after it. The table of what may follow what is at {@link WorkflowStatus}.
 */
final class MarkFold {
  private final WorkflowId workflow;
  private @Nullable WorkflowStatus status;
  private long runNo;
  private @Nullable String type;
  private @Nullable String parent;
  private @Nullable Long firstStartedAt;
  private @Nullable Long startedAt;
  private @Nullable Long closedAt;
  private @Nullable String failure;
  private @Nullable RunOutcome storedRunOutcome;
  private final List<NewRun> newRuns = new ArrayList<>();
  private final Map<RunId, Optional<WorkflowStatus>> namedRuns = new LinkedHashMap<>();

  /** A fold that begins at the stored row, or at nothing. */
  MarkFold(WorkflowId workflow, Optional<WorkflowRow> stored) {
    this.workflow = workflow;
    stored.ifPresent(
        row -> {
          // Read through the summary's checks where there is one: nothing is built on a corrupt
          // row.
          if (row.head() > 0) {
            row.summary(Optional.empty());
          }
          status = row.status() == null ? null : WorkflowStatus.valueOf(row.status());
          runNo = row.runNo();
          type = row.type();
          parent = row.parent();
          firstStartedAt = row.firstStartedAt();
          startedAt = row.startedAt();
          closedAt = row.closedAt();
          failure = row.failure();
        });
  }

  /** How far a run has come. */
  record RunOutcome(WorkflowStatus status, @Nullable Long closedAt, @Nullable String failure) {
    /** Sets the columns of the run's row. */
    Bound row(Bound statement) {
      return statement
          .set("status", status.name())
          .set("closed_at", closedAt)
          .set("failure", failure);
    }
  }

  /** A run that the append starts, as it is after the append. */
  static final class NewRun {
    final long number;
    final RunId id;
    final String type;
    final long startedAt;
    final long firstSeq;
    RunOutcome outcome = new RunOutcome(WorkflowStatus.RUNNING, null, null);

    NewRun(long number, RunId id, String type, long startedAt, long firstSeq) {
      this.number = number;
      this.id = id;
      this.type = type;
      this.startedAt = startedAt;
      this.firstSeq = firstSeq;
    }
  }

  /**
   * Folds the events in.
   *
   * @return the run of each event
   * @throws InvalidLifecycleException if a mark cannot follow
   */
  long[] fold(List<NewEvent> events, long firstSeq) {
    long[] runs = new long[events.size()];
    for (int i = 0; i < runs.length; i++) {
      NewEvent event = events.get(i);
      if (event.mark().isPresent()) {
        long at = InstantNanos.toNanos(event.recordedAt());
        apply(event.mark().get(), at, firstSeq + i);
      }
      runs[i] = runNo;
    }
    return runs;
  }

  private void apply(Mark mark, long at, long seq) {
    switch (mark.kind()) {
      case STARTED -> {
        allow(mark, status == null || status.ended());
        start((Mark.Started) mark, at, seq);
      }
      case COMPLETED -> end(mark, WorkflowStatus.COMPLETED, at, null);
      case FAILED -> end(mark, WorkflowStatus.FAILED, at, ((Mark.Failed) mark).reason());
      case CANCELLED -> end(mark, WorkflowStatus.CANCELLED, at, null);
      case TERMINATED -> end(mark, WorkflowStatus.TERMINATED, at, null);
      case TIMED_OUT -> end(mark, WorkflowStatus.TIMED_OUT, at, null);
      case CONTINUED_AS_NEW -> end(mark, WorkflowStatus.CONTINUED_AS_NEW, at, null);
      case PAUSED -> {
        allow(mark, status == WorkflowStatus.RUNNING);
        change(WorkflowStatus.PAUSED, null, null);
      }
      case RESUMED -> {
        allow(mark, status == WorkflowStatus.PAUSED);
        change(WorkflowStatus.RUNNING, null, null);
      }
      case REOPENED -> {
        allow(mark, status != null && status.ended());
        change(WorkflowStatus.RUNNING, null, null);
      }
    }
  }

  private void start(Mark.Started mark, long at, long seq) {
    RunId id = mark.run().orElseGet(RunId::random);
    if (mark.run().isPresent()) {
      if (namedRuns.containsKey(id)) {
        throw usedRun(id, Optional.ofNullable(status));
      }
      namedRuns.put(id, Optional.ofNullable(status));
    }
    runNo++;
    newRuns.add(new NewRun(runNo, id, mark.type(), at, seq));
    type = mark.type();
    parent = mark.parentWorkflow().map(WorkflowId::value).orElse(null);
    startedAt = at;
    if (firstStartedAt == null) {
      firstStartedAt = at;
    }
    status = WorkflowStatus.RUNNING;
    closedAt = null;
    failure = null;
  }

  private void end(Mark mark, WorkflowStatus to, long at, @Nullable String reason) {
    allow(mark, status != null && !status.ended());
    change(to, at, reason);
  }

  private void change(WorkflowStatus to, @Nullable Long closed, @Nullable String reason) {
    status = to;
    closedAt = closed;
    failure = reason;
    RunOutcome outcome = new RunOutcome(to, closed, reason);
    if (newRuns.isEmpty()) {
      storedRunOutcome = outcome;
    } else {
      newRuns.get(newRuns.size() - 1).outcome = outcome;
    }
  }

  private void allow(Mark mark, boolean allowed) {
    if (!allowed) {
      String before = status == null ? "never started" : status.name();
      throw new InvalidLifecycleException(
          workflow,
          Optional.ofNullable(status),
          mark.kind(),
          "a mark " + mark.kind() + " cannot follow when it is " + before);
    }
  }

  /** A run id that the workflow has used before, met in that status. */
  InvalidLifecycleException usedRun(RunId id, Optional<WorkflowStatus> met) {
    return new InvalidLifecycleException(
        workflow, met, MarkKind.STARTED, "run id " + id + " was used before");
  }

  /** The run ids that were given, and not made, with the status that each start met. */
  Map<RunId, Optional<WorkflowStatus>> namedRuns() {
    return namedRuns;
  }

  List<NewRun> newRuns() {
    return newRuns;
  }

  /** What the run that is stored as the current one comes to; empty if it does not change. */
  Optional<RunOutcome> storedRunOutcome() {
    return Optional.ofNullable(storedRunOutcome);
  }

  /** The number of the run that is stored as the current one. */
  long storedRun() {
    return runNo - newRuns.size();
  }

  /** Sets the columns of the workflow's row. */
  Bound row(Bound statement) {
    return statement
        .set("status", status == null ? null : status.name())
        .set("run_no", runNo)
        .set("type", type)
        .set("parent_workflow", parent)
        .set("first_started_at", firstStartedAt)
        .set("started_at", startedAt)
        .set("closed_at", closedAt)
        .set("failure", failure);
  }
}
