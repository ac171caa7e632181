package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TaskState;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Effect.Old;
import io.perdure.torture.truth.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tasks: none lost, none done twice, none handed out twice as the same delivery. */
final class Tasks implements RoomCheck {
  private static final String ONCE = "no task is done twice";
  private static final String STATE = "a task is in a state that somebody asked for";

  /** By how much two clocks of the store may differ, and a little more. */
  private static final long SLACK = Duration.ofSeconds(65).toNanos();

  private final StoreReader store;
  private final Books books;
  private final Histories histories;
  private final Sweeps sweeps;
  private final Findings findings;
  private final boolean drained;
  private final Map<String, Task> found = new HashMap<>();
  private final Map<String, Asked> asked = new HashMap<>();
  private final Map<String, List<Entry>> cancels = new HashMap<>();

  Tasks(
      StoreReader store,
      Books books,
      Histories histories,
      Sweeps sweeps,
      Findings findings,
      boolean drained) {
    this.sweeps = sweeps;
    this.store = store;
    this.books = books;
    this.histories = histories;
    this.findings = findings;
    this.drained = drained;
  }

  /** Who asked for what of one task. */
  private static final class Asked {
    private final List<Entry> enqueued = new ArrayList<>();
    private final List<Entry> completed = new ArrayList<>();
    private final List<Entry> failed = new ArrayList<>();
    private final List<Entry> requeued = new ArrayList<>();
  }

  private static String name(String workflow, String task) {
    return workflow + "/" + task;
  }

  private static String name(TaskKey key) {
    return name(key.workflow().map(WorkflowId::value).orElse(""), key.key());
  }

  private Asked of(String name) {
    return asked.computeIfAbsent(name, key -> new Asked());
  }

  @Override
  public void look() {
    Set<String> workflows = new HashSet<>();
    for (Entry entry : books.entries()) {
      entry.op().effects().forEach(effect -> note(entry, effect, workflows));
    }
    Map<String, Entry> deliveries = new HashMap<>();
    for (Entry entry : books.entries()) {
      if (entry.op().effects().get(0) instanceof Effect.Claim) {
        entry
            .fact(0)
            .filter(told -> !told.isEmpty())
            .ifPresent(told -> handedOut(entry, told, deliveries));
      }
    }
    read(workflows);
    findings.count("tasks", found.size());
    asked.forEach(this::look);
  }

  private void note(Entry entry, Effect effect, Set<String> workflows) {
    if (effect instanceof Effect.Enqueue enqueue) {
      Asked of = of(name(enqueue.workflow(), enqueue.task()));
      of.enqueued.add(entry);
      workflows.add(enqueue.workflow());
    } else if (effect instanceof Effect.Settle settle) {
      Asked of = of(name(settle.workflow(), settle.task()));
      if (settle.outcome().equals("complete")) {
        of.completed.add(entry);
      } else if (settle.outcome().equals("fail")) {
        of.failed.add(entry);
      }
    } else if (effect instanceof Effect.Requeue requeue) {
      of(name(requeue.workflow(), requeue.task())).requeued.add(entry);
    } else if (effect instanceof Effect.CancelTasks cancel) {
      cancels.computeIfAbsent(cancel.workflow(), key -> new ArrayList<>()).add(entry);
    }
  }

  private void handedOut(Entry entry, String told, Map<String, Entry> deliveries) {
    for (String delivery : told.split(",", -1)) {
      Entry other = deliveries.put(delivery, entry);
      String task = delivery.substring(0, delivery.lastIndexOf(':'));
      boolean countsAnew = asked.containsKey(task) && !of(task).requeued.isEmpty();
      findings.violatedUnless(
          other == null || countsAnew,
          "each delivery of a task is handed out once",
          entry,
          delivery + " for it alone",
          "also handed to " + other);
    }
  }

  private void read(Set<String> workflows) {
    for (String workflow : workflows) {
      if (!workflow.isEmpty()) {
        WorkflowId id = WorkflowId.of(workflow);
        Pages.all(page -> store.tasks().list(id, page))
            .forEach(task -> found.put(name(task.key()), task));
      }
    }
    asked.forEach(
        (name, of) -> {
          if (name.startsWith("/")) {
            store
                .tasks()
                .find(TaskKey.of(name.substring(1)))
                .ifPresent(task -> found.put(name, task));
          }
        });
    found.keySet().stream()
        .filter(name -> of(name).enqueued.isEmpty())
        .forEach(
            name ->
                findings.violated(
                    "nothing is there that nobody asked", "task " + name, "nothing", name));
  }

  private void look(String name, Asked of) {
    Optional<Task> task = Optional.ofNullable(found.get(name));
    List<Entry> doers =
        of.completed.stream().filter(entry -> histories.committed(entry).orElse(false)).toList();
    if (doers.size() > 1) {
      findings.violated(ONCE, doers.get(1), "to be the only one that did " + name, doers.get(0));
    }
    if (task.isEmpty()) {
      return; // whether it must be there, its enqueuer says
    }
    TaskState state = task.get().state();
    if (state == TaskState.DONE) {
      prunedIsGone(name, of);
    }
    if (!doers.isEmpty() && state != TaskState.DONE) {
      findings.violated(STATE, doers.get(0), name + " DONE", state);
    }
    boolean explained =
        switch (state) {
          case PENDING, CLAIMED -> !drained;
          case DONE -> of.completed.stream().anyMatch(this::mayHaveCommitted);
          case FAILED ->
              of.failed.stream().anyMatch(this::mayHaveCommitted) || isTiredOf(task.get());
          case CANCELLED ->
              cancels
                  .getOrDefault(
                      task.get().key().workflow().map(WorkflowId::value).orElse(""), List.of())
                  .stream()
                  .anyMatch(this::mayHaveCommitted);
        };
    if (!explained) {
      findings.violated(
          drained && !state.ended() ? "no task is left over" : STATE,
          of.enqueued.isEmpty() ? name : of.enqueued.get(0).toString(),
          name + " in a state for which somebody asked",
          state + " after " + task.get().deliveries() + " deliveries");
    }
  }

  /** Whether it may have been deleted with its workflow, or pruned when it had ended. */
  private boolean mayBeGone(Entry entry, Effect.Enqueue enqueue) {
    Asked of = of(name(enqueue.workflow(), enqueue.task()));
    boolean ended =
        Stream.of(of.completed, cancels.getOrDefault(enqueue.workflow(), List.of()))
            .flatMap(List::stream)
            .anyMatch(
                end -> mayHaveCommitted(end) && sweeps.mayHavePruned(Old.TASKS, end.askedAt()));
    boolean failed =
        (enqueue.queue().equals("brittle") || of.failed.stream().anyMatch(this::mayHaveCommitted))
            && sweeps.mayHavePruned(Old.DEAD_LETTERS, entry.askedAt());
    return ended || failed || sweeps.mayHaveTaken(entry, enqueue.workflow());
  }

  private void prunedIsGone(String name, Asked of) {
    long told = of.completed.stream().mapToLong(Entry::toldAt).max().orElse(Long.MAX_VALUE);
    if (sweeps.hasPruned(Old.TASKS, told, SLACK)) {
      findings.violated("what was pruned is gone", "task " + name, "nothing", "there, DONE");
    }
  }

  private boolean isTiredOf(Task task) {
    return task.deliveries() >= store.tasks().maxDeliveries(task.scope().queue());
  }

  private boolean mayHaveCommitted(Entry entry) {
    return histories.committed(entry).orElse(true);
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    if (effect instanceof Effect.Enqueue enqueue) {
      if (!found.containsKey(name(enqueue.workflow(), enqueue.task()))) {
        return Optional.of(mayBeGone(entry, enqueue) ? Presence.HIDDEN : Presence.ABSENT);
      }
      sweeps
          .deletedAfter(entry, enqueue.workflow())
          .ifPresent(delete -> findings.notGone(entry, enqueue, delete));
      return Optional.of(Presence.THERE);
    }
    if (effect instanceof Effect.Settle settle && settle.outcome().equals("complete")) {
      String name = name(settle.workflow(), settle.task());
      boolean mayBeDone =
          Optional.ofNullable(found.get(name))
              .map(task -> task.state() == TaskState.DONE)
              .orElseGet(
                  () ->
                      sweeps.mayHaveTaken(entry, settle.workflow())
                          || sweeps.mayHavePruned(Old.TASKS, entry.askedAt()));
      // Who did it, witnesses tell.
      return Optional.of(mayBeDone ? Presence.HIDDEN : Presence.ABSENT);
    }
    return Optional.empty();
  }
}
