package io.perdure.conformance.general;

import static io.perdure.conformance.general.Loot.FAILED;
import static io.perdure.conformance.general.Loot.HOUR;
import static io.perdure.conformance.general.Loot.OWNER;
import static io.perdure.conformance.general.Loot.QUEUE;
import static io.perdure.conformance.general.Loot.RESOURCE;
import static io.perdure.conformance.general.Loot.TASK_CLAIM;
import static io.perdure.conformance.general.Loot.TIMER_CLAIM;
import static io.perdure.conformance.general.Loot.W1;
import static io.perdure.conformance.general.Loot.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.ClaimLostException;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Store;
import io.perdure.store.leases.Free;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Enqueued;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.Outcome;
import io.perdure.store.tasks.Recovered;
import io.perdure.store.tasks.Settled;
import io.perdure.store.tasks.Settlement;
import io.perdure.store.tasks.TaskClaim;
import io.perdure.store.tasks.TaskKey;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.NewTimer;
import io.perdure.store.timers.Scheduled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Attacks on timers, tasks and leases. */
final class WorkAttacks {
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  private WorkAttacks() {}

  static void add(Attacks to) {
    timers(to);
    tasks(to);
    leases(to);
  }

  private static void timers(Attacks to) {
    to.pages("Timers.due(Instant, PageRequest)", (b, page) -> b.timers().due(LATER, page));
    to.pages("Timers.list(WorkflowId, PageRequest)", (b, page) -> b.timers().list(W1, page));
    to.empty(
        "Timers.find(WorkflowId, String)",
        Optional.empty(),
        (b, l) -> b.timers().find(W1, l.timer().timer()));
    to.empty("Timers.nextDue()", Optional.empty(), (b, l) -> b.timers().nextDue());
    to.empty("Timers.claim(int, Duration)", List.of(), (b, l) -> b.timers().claim(100, HOUR));
    to.empty(
        "Timers.claim(Token, int, Duration)",
        List.of(),
        (b, l) -> b.timers().claim(TIMER_CLAIM, 100, HOUR));
    to.refused("Timers.fired(ClaimedTimer)", ClaimLostException.class, (b, l) -> fired(b, l));
    to.empty(
        "Timers.fired(List)", List.of(Fired.LOST), (b, l) -> b.timers().fired(List.of(l.timer())));
    to.empty(
        "Timers.cancel(WorkflowId, String)",
        false,
        (b, l) -> b.timers().cancel(W1, l.timer().timer()));
    to.fresh(
        "Timers.schedule(WorkflowId, String, Instant)",
        Scheduled.Change.SCHEDULED,
        (b, l) -> b.timers().schedule(W1, "t1", l.timer().fireAt()).change());
    to.fresh(
        "Timers.schedule(WorkflowId, String, Duration)",
        Scheduled.Change.SCHEDULED,
        (b, l) -> b.timers().schedule(W1, "t2", HOUR).change());
    to.fresh(
        "Timers.schedule(List)",
        Scheduled.Change.SCHEDULED,
        (b, l) -> b.timers().schedule(List.of(new NewTimer(W1, "t3", LATER))).get(0).change());
  }

  private static void tasks(Attacks to) {
    to.empty("Tasks.find(TaskKey)", Optional.empty(), (b, l) -> b.tasks().find(l.task().key()));
    to.empty(
        "Tasks.findPayload(TaskKey)",
        Optional.empty(),
        (b, l) -> b.tasks().findPayload(l.task().key()));
    to.pages("Tasks.list(WorkflowId, PageRequest)", (b, page) -> b.tasks().list(W1, page));
    to.pages("Tasks.deadLetters(PageRequest)", (b, page) -> b.tasks().deadLetters(page));
    to.pages(
        "Tasks.staleClaims(Instant, PageRequest)", (b, page) -> b.tasks().staleClaims(LATER, page));
    to.pages(
        "Tasks.unsettledWorkflows(PageRequest)", (b, page) -> b.tasks().unsettledWorkflows(page));
    to.pages("Tasks.heldWorkflows(PageRequest)", (b, page) -> b.tasks().heldWorkflows(page));
    to.pages("Tasks.pendingScopes(PageRequest)", (b, page) -> b.tasks().pendingScopes(page));
    to.pages("Tasks.counts(PageRequest)", (b, page) -> b.tasks().counts(page));
    to.empty(
        "Tasks.maxDeliveries(String)",
        TasksReader.DEFAULT_MAX_DELIVERIES,
        (b, l) -> b.tasks().maxDeliveries(QUEUE));
    to.empty(
        "Tasks.claim(String, int, Duration)",
        List.of(),
        (b, l) -> b.tasks().claim(QUEUE, 100, HOUR));
    to.empty(
        "Tasks.claim(TaskClaim)",
        List.of(),
        (b, l) -> b.tasks().claim(TaskClaim.from(QUEUE, 100, HOUR).token(TASK_CLAIM)));
    to.refused(
        "Tasks.heartbeat(ClaimedTask, Duration)",
        ClaimLostException.class,
        (b, l) -> b.tasks().heartbeat(l.task(), HOUR));
    to.empty(
        "Tasks.heartbeat(List, Duration)",
        List.of(Optional.empty()),
        (b, l) -> b.tasks().heartbeat(List.of(l.task()), HOUR));
    to.lost("Tasks.complete(ClaimedTask)", (b, l) -> b.tasks().complete(l.task()));
    to.lost("Tasks.retry(ClaimedTask, Due)", (b, l) -> b.tasks().retry(l.task(), Due.now()));
    to.lost("Tasks.fail(ClaimedTask, String)", (b, l) -> b.tasks().fail(l.task(), "x"));
    to.lost("Tasks.abandon(ClaimedTask)", (b, l) -> b.tasks().abandon(l.task()));
    to.lost(
        "Tasks.settle(ClaimedTask, Outcome)",
        (b, l) -> b.tasks().settle(l.task(), Outcome.completed()));
    to.empty(
        "Tasks.settle(List)",
        List.of(Settled.LOST),
        (b, l) -> b.tasks().settle(List.of(new Settlement(l.task(), Outcome.completed()))));
    to.empty("Tasks.release(WorkflowId)", false, (b, l) -> b.tasks().release(W1));
    to.empty("Tasks.cancelAll(WorkflowId)", List.of(), (b, l) -> b.tasks().cancelAll(W1));
    to.empty(
        "Tasks.rearmStale(Instant, Due, int)",
        List.of(),
        (b, l) -> b.tasks().rearmStale(LATER, Due.now(), 100));
    to.empty("Tasks.requeue(TaskKey)", false, (b, l) -> b.tasks().requeue(FAILED.key()));
    to.fresh("Tasks.hold(WorkflowId)", true, (b, l) -> b.tasks().hold(W1));
    to.fresh("Tasks.enqueue(NewTask)", Enqueued.ENQUEUED, (b, l) -> b.tasks().enqueue(other("k1")));
    to.fresh(
        "Tasks.enqueue(List)",
        List.of(Enqueued.ENQUEUED),
        (b, l) -> b.tasks().enqueue(List.of(NewTask.of(l.task().key(), "x", payload()))));
    to.fresh(
        "Tasks.recover(List)",
        List.of(Recovered.ENQUEUED),
        (b, l) -> b.tasks().recover(List.of(NewTask.of(FAILED.key(), "x", payload()))));
    to.making(
        "Tasks.setMaxDeliveries(String, int)",
        (theirs, loot) -> {
          theirs.tasks().setMaxDeliveries(QUEUE, 3);
          assertThat(loot.store().tasks().maxDeliveries(QUEUE)).isEqualTo(7);
        });
  }

  private static void leases(Attacks to) {
    to.empty("Leases.find(String)", new Free(RESOURCE, 0), (b, l) -> b.leases().find(RESOURCE));
    to.refused(
        "Leases.renew(Lease, Duration)",
        LeaseLostException.class,
        (b, l) -> b.leases().renew(l.lease(), HOUR));
    to.looking("Leases.release(Lease)", (b, l) -> b.leases().release(l.lease()));
    to.empty(
        "Leases.takeOver(Held, Owner, String, Duration)",
        Optional.empty(),
        (b, l) -> b.leases().takeOver(l.held(), OWNER, "x", HOUR));
    to.fresh(
        "Leases.acquire(String, Owner, Duration)",
        1L,
        (b, l) -> b.leases().acquire(RESOURCE, OWNER, HOUR).orElseThrow().fence());
  }

  private static Object fired(Store theirs, Loot loot) {
    theirs.timers().fired(loot.timer());
    return "fired";
  }

  private static NewTask other(String key) {
    return NewTask.of(TaskKey.of(W1, key), QUEUE, payload());
  }
}
