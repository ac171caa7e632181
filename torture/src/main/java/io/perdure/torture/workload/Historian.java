package io.perdure.torture.workload;

import io.perdure.store.WorkflowId;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Appends to histories that all share, with marks as their status allows and sometimes as it does
 * not, at the head that was read or sometimes an older one.
 */
final class Historian extends Trade {
  Historian(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    String workflow = name("life", 4);
    Optional<Workflow> found = desk().store().history().find(WorkflowId.of(workflow));
    long head = found.map(Workflow::head).orElse(0L);
    List<String> marks = new ArrayList<>();
    if (percent(60)) {
      marks.addAll(next(found.flatMap(Workflow::lifecycle).map(Workflow.Lifecycle::status)));
    }
    for (int i = any(3); i > 0 || marks.isEmpty(); i--) {
      marks.add(NONE);
    }
    long stale = percent(5) && head > 0 ? head - 1 : head;
    desk()
        .ask(
            "append",
            Op.Manner.ALONE,
            List.of(new Effect.Events(workflow, stale, marks, keyedOrNot())));
  }

  private List<String> next(Optional<WorkflowStatus> status) {
    if (percent(8)) {
      return List.of(oneOf(List.of(MarkKind.values())).name());
    }
    if (status.isEmpty()) {
      return List.of(MarkKind.STARTED.name());
    }
    WorkflowStatus now = status.get();
    if (now.ended()) {
      return List.of((percent(50) ? MarkKind.STARTED : MarkKind.REOPENED).name());
    }
    MarkKind turn = now == WorkflowStatus.PAUSED ? MarkKind.RESUMED : MarkKind.PAUSED;
    MarkKind kind =
        oneOf(
            List.of(
                turn,
                turn,
                MarkKind.COMPLETED,
                MarkKind.FAILED,
                MarkKind.CANCELLED,
                MarkKind.TERMINATED,
                MarkKind.TIMED_OUT,
                MarkKind.CONTINUED_AS_NEW));
    return kind == MarkKind.CONTINUED_AS_NEW
        ? List.of(kind.name(), MarkKind.STARTED.name())
        : List.of(kind.name());
  }
}
