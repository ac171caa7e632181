package io.perdure.bench.own;

import io.perdure.bench.tasks.ClaimComplete;
import io.perdure.bench.tasks.Names;
import io.perdure.bench.work.Inputs;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.NewEvent;
import io.perdure.store.timers.NewTimer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts into a store what is to be there before something is measured, by the store's own methods:
 * for Perdure and the floors alike. Thread-safe but for {@link #waiting}.
 */
public final class Stock {
  /** The namespace in which everything is. */
  public static final String NAMESPACE = "bench";

  private static final int MOST = 10_000;
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  private final Store store;
  private final Names names = new Names();
  private final AtomicLong numbers = new AtomicLong();
  private int waiting;

  public Stock(Store store) {
    this.store = store;
  }

  /** The first of so many numbers that nobody had before. */
  public long numbers(int count) {
    return numbers.getAndAdd(count);
  }

  /** Names of tasks that no task has. */
  public Names names() {
    return names;
  }

  /** So many events, alike. */
  public static List<NewEvent> events(int count, int bytes) {
    NewEvent event = NewEvent.of(Inputs.TYPE, Payload.of(Inputs.payload(bytes)), Inputs.AT);
    return Collections.nCopies(count, event);
  }

  /** A history of so many events; answers its workflow. */
  public String history(int events, int bytes) {
    String workflow = Inputs.workflow(numbers(1));
    int page = Math.min(1000, events);
    List<NewEvent> some = events(page, bytes);
    for (int head = 0; head < events; head += page) {
      List<NewEvent> next = some.subList(0, Math.min(page, events - head));
      store.history().append(Append.to(WorkflowId.of(workflow)).at(head).events(next));
    }
    return workflow;
  }

  /** So many workflows, each with so many events. */
  public void histories(int workflows, int events, int bytes) {
    List<NewEvent> all = events(events, bytes);
    long first = numbers(workflows);
    store.transact(
        tx -> {
          for (int i = 0; i < workflows; i++) {
            WorkflowId workflow = WorkflowId.of(Inputs.workflow(first + i));
            tx.history().append(Append.to(workflow).at(0).events(all));
          }
          return workflows;
        });
  }

  /** So many tasks that can be claimed. */
  public void tasks(int count) {
    ClaimComplete.anybody(store, names, 1).prepare(count);
  }

  /** Sees to it that at least so many tasks wait behind those that are claimed. */
  public void waiting(int count) {
    if (waiting < count) {
      tasks(count - waiting);
      waiting = count;
    }
  }

  /** So many timers that are due. */
  public void timers(int count) {
    long first = numbers(count);
    for (int from = 0; from < count; from += MOST) {
      List<NewTimer> timers = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + MOST); i++) {
        WorkflowId workflow = WorkflowId.of(Inputs.workflow(first + i));
        timers.add(new NewTimer(workflow, "reminder", LONG_AGO.plusNanos(first + i)));
      }
      store.timers().schedule(timers);
    }
  }
}
