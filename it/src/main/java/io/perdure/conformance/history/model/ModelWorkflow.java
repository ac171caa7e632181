package io.perdure.conformance.history.model;

import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.MarkKind;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One workflow of the model. Immutable: an append answers another one, or throws.
 *
 * @param parent the workflow that started its current run
 */
record ModelWorkflow(
    WorkflowId id, List<Event> events, List<Run> runs, Optional<WorkflowId> parent) {
  static ModelWorkflow none(WorkflowId id) {
    return new ModelWorkflow(id, List.of(), List.of(), Optional.empty());
  }

  long head() {
    return events.size();
  }

  Optional<WorkflowStatus> status() {
    return runs.isEmpty() ? Optional.empty() : Optional.of(current().status());
  }

  Run current() {
    return runs.get(runs.size() - 1);
  }

  Workflow summary() {
    Optional<Workflow.Lifecycle> lifecycle =
        runs.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Workflow.Lifecycle(
                    current().status(),
                    current().type(),
                    current().number(),
                    parent,
                    runs.get(0).startedAt(),
                    current().startedAt(),
                    current().closedAt(),
                    current().failure()));
    return new Workflow(id, head(), lifecycle);
  }

  ModelWorkflow append(List<NewEvent> appended) {
    ModelWorkflow after = this;
    for (NewEvent event : appended) {
      after = after.append(event);
    }
    return after;
  }

  private ModelWorkflow append(NewEvent event) {
    ModelWorkflow marked = event.mark().map(mark -> mark(mark, event.recordedAt())).orElse(this);
    List<Event> longer = new ArrayList<>(events);
    longer.add(
        new Event(
            head() + 1,
            marked.runs.size(),
            event.type(),
            event.payload(),
            event.recordedAt(),
            event.metadata(),
            event.mark().map(Mark::kind)));
    return new ModelWorkflow(id, List.copyOf(longer), marked.runs, marked.parent);
  }

  private ModelWorkflow mark(Mark mark, Instant at) {
    boolean never = runs.isEmpty();
    boolean live = !never && !current().status().ended();
    if (mark instanceof Mark.Started started) {
      RunId run = started.run().orElseGet(RunId::random);
      if (live || runs.stream().anyMatch(earlier -> earlier.id().equals(run))) {
        throw invalid(MarkKind.STARTED);
      }
      return start(started, run, at);
    }
    if (never) {
      throw invalid(mark.kind());
    }
    Run now = current();
    return switch (mark.kind()) {
      case PAUSED -> {
        check(now.status() == WorkflowStatus.RUNNING, mark);
        yield current(now, WorkflowStatus.PAUSED, Optional.empty(), Optional.empty());
      }
      case RESUMED -> {
        check(now.status() == WorkflowStatus.PAUSED, mark);
        yield current(now, WorkflowStatus.RUNNING, Optional.empty(), Optional.empty());
      }
      case REOPENED -> {
        check(!live, mark);
        yield current(now, WorkflowStatus.RUNNING, Optional.empty(), Optional.empty());
      }
      default -> {
        check(live, mark);
        Optional<String> failure =
            mark instanceof Mark.Failed failed ? Optional.of(failed.reason()) : Optional.empty();
        yield current(now, WorkflowStatus.valueOf(mark.kind().name()), Optional.of(at), failure);
      }
    };
  }

  private ModelWorkflow start(Mark.Started started, RunId run, Instant at) {
    List<Run> more = new ArrayList<>(runs);
    more.add(
        new Run(
            runs.size() + 1L,
            run,
            runs.isEmpty() ? Optional.empty() : Optional.of(current().id()),
            started.type(),
            WorkflowStatus.RUNNING,
            at,
            Optional.empty(),
            Optional.empty()));
    return new ModelWorkflow(id, events, List.copyOf(more), started.parentWorkflow());
  }

  private ModelWorkflow current(
      Run now, WorkflowStatus status, Optional<Instant> closedAt, Optional<String> failure) {
    List<Run> changed = new ArrayList<>(runs);
    changed.set(
        runs.size() - 1,
        new Run(
            now.number(),
            now.id(),
            now.parent(),
            now.type(),
            status,
            now.startedAt(),
            closedAt,
            failure));
    return new ModelWorkflow(id, events, List.copyOf(changed), parent);
  }

  private void check(boolean allowed, Mark mark) {
    if (!allowed) {
      throw invalid(mark.kind());
    }
  }

  private InvalidLifecycleException invalid(MarkKind mark) {
    return new InvalidLifecycleException(id, status(), mark, "refused by the model");
  }
}
