package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;

import io.perdure.store.WorkflowId;
import io.perdure.store.history.History;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.WorkflowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The contract's table of statuses and marks, written down once more, apart from the store. */
final class Lifecycles {
  /** The marks that end a run, and the status that each leads to. */
  static final Map<MarkKind, WorkflowStatus> ENDS =
      Map.of(
          MarkKind.COMPLETED, WorkflowStatus.COMPLETED,
          MarkKind.FAILED, WorkflowStatus.FAILED,
          MarkKind.CANCELLED, WorkflowStatus.CANCELLED,
          MarkKind.TERMINATED, WorkflowStatus.TERMINATED,
          MarkKind.TIMED_OUT, WorkflowStatus.TIMED_OUT,
          MarkKind.CONTINUED_AS_NEW, WorkflowStatus.CONTINUED_AS_NEW);

  private Lifecycles() {}

  /** Every status a mark may meet, none among them. */
  static List<Optional<WorkflowStatus>> befores() {
    List<Optional<WorkflowStatus>> befores = new ArrayList<>();
    befores.add(Optional.empty());
    Stream.of(WorkflowStatus.values()).map(Optional::of).forEach(befores::add);
    return befores;
  }

  /** Where the mark leads; empty if it is refused. */
  static Optional<WorkflowStatus> after(Optional<WorkflowStatus> before, MarkKind mark) {
    if (before.isEmpty()) {
      return Optional.of(WorkflowStatus.RUNNING).filter(to -> mark == MarkKind.STARTED);
    }
    return switch (before.get()) {
      case RUNNING ->
          mark == MarkKind.PAUSED
              ? Optional.of(WorkflowStatus.PAUSED)
              : Optional.ofNullable(ENDS.get(mark));
      case PAUSED ->
          mark == MarkKind.RESUMED
              ? Optional.of(WorkflowStatus.RUNNING)
              : Optional.ofNullable(ENDS.get(mark));
      default ->
          Optional.of(WorkflowStatus.RUNNING)
              .filter(to -> mark == MarkKind.STARTED || mark == MarkKind.REOPENED);
    };
  }

  /** A mark of that kind. */
  static Mark mark(MarkKind kind) {
    return switch (kind) {
      case STARTED -> Mark.started("sale");
      case COMPLETED -> Mark.completed();
      case FAILED -> Mark.failed("out of stock");
      case CANCELLED -> Mark.cancelled();
      case TERMINATED -> Mark.terminated();
      case TIMED_OUT -> Mark.timedOut();
      case CONTINUED_AS_NEW -> Mark.continuedAsNew();
      case REOPENED -> Mark.reopened();
      case PAUSED -> Mark.paused();
      case RESUMED -> Mark.resumed();
    };
  }

  /** The marks that lead a new workflow to the status. */
  static List<Mark> marksTo(Optional<WorkflowStatus> status) {
    if (status.isEmpty()) {
      return List.of();
    }
    List<Mark> marks = new ArrayList<>(List.of(mark(MarkKind.STARTED)));
    if (status.get() == WorkflowStatus.PAUSED) {
      marks.add(Mark.paused());
    }
    ENDS.forEach(
        (end, to) -> {
          if (to == status.get()) {
            marks.add(mark(end));
          }
        });
    return marks;
  }

  /** Appends to a new workflow what leads it to the status, and answers its head. */
  static long leadTo(Optional<WorkflowStatus> status, History history, WorkflowId workflow) {
    long head = history.append(workflow, 0, event("unmarked")).last();
    for (Mark mark : marksTo(status)) {
      head = history.append(workflow, head, marked(mark)).last();
    }
    return head;
  }
}
