package io.perdure.torture.workload;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.WorkflowId;
import io.perdure.torture.truth.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Works off what is left when the faults are over: releases what is held, then does every task and
 * lets every timer fire, until nothing is due any more. So a task or a timer that was lost shows.
 */
final class Drain {
  private static final Duration FAR = Duration.ofDays(1);

  private final Desk desk;
  private final Store store;
  private final Trade tasks;
  private final Trade timers;

  Drain(Desk desk, Random chance) {
    this.desk = desk;
    this.store = desk.store();
    this.tasks = new TaskWorker(desk, chance);
    this.timers = new TimerWorker(desk, chance);
  }

  void run() {
    for (Page<WorkflowId> held = held(); !held.entries().isEmpty(); held = held()) {
      held.forEach(workflow -> desk.alone("release", new Effect.Release(workflow.value())));
    }
    while (tasksLeft() || timersLeft()) {
      try {
        tasks.work();
        timers.work();
      } catch (StoreException e) {
        desk.log().saw(System.nanoTime(), "refusal " + e.getClass().getSimpleName());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private Page<WorkflowId> held() {
    return store.tasks().heldWorkflows(PageRequest.first(100));
  }

  private boolean tasksLeft() {
    return !store.tasks().counts(PageRequest.first(10)).entries().stream()
        .allMatch(queue -> queue.pending() + queue.claimed() == 0);
  }

  private boolean timersLeft() {
    Optional<Instant> next = store.timers().nextDue();
    return next.filter(at -> at.isBefore(Instant.now().plus(FAR))).isPresent();
  }
}
