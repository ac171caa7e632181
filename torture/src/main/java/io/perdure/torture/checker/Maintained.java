package io.perdure.torture.checker;

import io.perdure.store.PageRequest;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskState;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Effect.Old;
import io.perdure.torture.truth.Entry;
import java.util.List;
import java.util.Optional;

/**
 * Maintenance: what a prune said was all is gone, and as many events are gone as were told to be
 * removed. That what was deleted is gone, and nothing else, each room says of what it has.
 */
final class Maintained implements RoomCheck {
  private static final int EVENTS = 2;

  private final StoreReader store;
  private final Books books;
  private final Histories histories;
  private final Sweeps sweeps;
  private final Findings findings;

  Maintained(
      StoreReader store, Books books, Histories histories, Sweeps sweeps, Findings findings) {
    this.store = store;
    this.books = books;
    this.histories = histories;
    this.sweeps = sweeps;
    this.findings = findings;
  }

  @Override
  public void look() {
    List<String> there =
        histories.workflows().stream().filter(name -> name.startsWith(Sweeps.NOUN)).toList();
    findings.count("sweeps", sweeps.all().size());
    there.forEach(this::prunedIsGone);
    account(there.stream().mapToLong(name -> histories.writers(name).size()).sum());
  }

  private void prunedIsGone(String workflow) {
    boolean mustBeGone =
        sweeps.hasPruned(Old.WORKFLOWS, sweeps.lastTold(workflow), 0) && nobodyNeeds(workflow);
    if (mustBeGone) {
      findings.violated("what was pruned is gone", "workflow " + workflow, "nothing", "there");
    }
  }

  private boolean nobodyNeeds(String workflow) {
    WorkflowId id = WorkflowId.of(workflow);
    Optional<WorkflowStatus> status =
        store
            .history()
            .find(id)
            .flatMap(Workflow::lifecycle)
            .map(Workflow.Lifecycle::status)
            .filter(now -> now.ended() && now != WorkflowStatus.CONTINUED_AS_NEW);
    // Who handed out the last delivery of a dead letter is written down nowhere.
    return status.isPresent()
        && Pages.all(page -> store.tasks().list(id, page)).stream()
            .map(Task::state)
            .allMatch(state -> state == TaskState.DONE || state == TaskState.CANCELLED)
        && store.timers().list(id, PageRequest.first(1)).entries().isEmpty();
  }

  /** Of the workflows that are there to be swept: what was written is there, or was removed. */
  private void account(long there) {
    long done = 0;
    long open = 0;
    for (Entry entry : books.entries()) {
      for (Effect effect : entry.op().effects()) {
        if (effect instanceof Effect.Events events && events.workflow().startsWith(Sweeps.NOUN)) {
          done += entry.done() ? events.marks().size() : 0;
          open += entry.open() ? events.marks().size() : 0;
        }
      }
    }
    long removed = 0;
    boolean allTold = true;
    for (Entry sweep : sweeps.all()) {
      removed += removed(sweep);
      allTold &= sweep.done() || !Sweeps.mayHaveHappened(sweep);
    }
    findings.count("events removed", removed);
    String found = there + " are there, " + removed + " were removed";
    if (there + removed > done + open) {
      findings.violated(
          "no more is removed than there was", "sweeps", done + open + " events", found);
    }
    if (allTold && there + removed < done) {
      findings.violated("what is gone was told to be removed", "sweeps", done + " events", found);
    }
  }

  private static long removed(Entry sweep) {
    long removed = 0;
    for (int i = 0; i < sweep.op().effects().size(); i++) {
      Effect effect = sweep.op().effects().get(i);
      if (effect instanceof Effect.Delete || effect instanceof Effect.Prune) {
        removed +=
            sweep.fact(i).map(told -> Long.parseLong(told.split(",", -1)[EVENTS])).orElse(0L);
      }
    }
    return removed;
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    return Optional.empty();
  }
}
