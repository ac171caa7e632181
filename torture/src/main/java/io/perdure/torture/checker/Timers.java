package io.perdure.torture.checker;

import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Timers: each fires once, unless it was cancelled, and none that was scheduled is lost. */
final class Timers implements RoomCheck {
  private static final String ONCE = "a timer fires once";
  private static final String LOST = "no timer is lost";
  private static final long FAR = Duration.ofDays(1).toMillis();

  /** Operations that schedule a timer which none has scheduled before. */
  private static final Set<String> TOLD_APART = Set.of("order", "sweep-step");

  private final StoreReader store;
  private final Books books;
  private final Histories histories;
  private final Sweeps sweeps;
  private final Findings findings;
  private final boolean drained;
  private final Map<String, Asked> asked = new HashMap<>();

  Timers(
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

  /** Who asked for what of one timer; and whether it is there. */
  private static final class Asked {
    private final List<Entry> scheduled = new ArrayList<>();
    private final List<Entry> fired = new ArrayList<>();
    private final List<Entry> cancelled = new ArrayList<>();
    private boolean there;
  }

  @Override
  public void look() {
    Set<String> there = new HashSet<>();
    Pages.all(page -> store.timers().due(Instant.parse("2262-04-11T00:00:00Z"), page))
        .forEach(timer -> there.add(timer.workflow() + "/" + timer.timer()));
    for (Entry entry : books.entries()) {
      for (Effect effect : entry.op().effects()) {
        if (effect instanceof Effect.Schedule schedule) {
          of(schedule.workflow(), schedule.timer()).scheduled.add(entry);
        } else if (effect instanceof Effect.Fire fire) {
          of(fire.workflow(), fire.timer()).fired.add(entry);
        } else if (effect instanceof Effect.CancelTimer cancel) {
          of(cancel.workflow(), cancel.timer()).cancelled.add(entry);
        }
      }
    }
    findings.count("timers", asked.size());
    for (String name : there) {
      if (!asked.containsKey(name)) {
        findings.violated("nothing is there that nobody asked", "timer " + name, "nothing", name);
      }
    }
    asked.forEach(
        (name, of) -> {
          of.there = there.contains(name);
          look(name, of);
        });
  }

  private Asked of(String workflow, String timer) {
    return asked.computeIfAbsent(WorkflowId.of(workflow) + "/" + timer, key -> new Asked());
  }

  private void look(String name, Asked of) {
    List<Entry> fires =
        of.fired.stream().filter(entry -> histories.committed(entry).orElse(false)).toList();
    boolean scheduled = of.scheduled.stream().anyMatch(this::committed);
    boolean cancelled =
        of.cancelled.stream().anyMatch(entry -> !entry.refused())
            || of.scheduled.stream().anyMatch(entry -> mayBeDeleted(entry));
    if (fires.size() > 1) {
      findings.violated(ONCE, fires.get(1), "to be the only one that fired " + name, fires.get(0));
    }
    if (!fires.isEmpty() && of.there) {
      findings.violated(ONCE, fires.get(0), name + " to be gone", "it is there");
    }
    if (of.cancelled.stream().anyMatch(Entry::done) && of.there) {
      findings.violated(LOST, of.cancelled.get(0), name + " to be gone", "it is there");
    }
    if (scheduled && fires.isEmpty() && !cancelled && !of.there) {
      findings.violated(LOST, of.scheduled.get(0), name + " fired or there", "neither");
    }
    if (drained && of.there && isNear(of)) {
      findings.violated("no timer is left over", of.scheduled.get(0), name + " fired", "there");
    }
  }

  private boolean committed(Entry entry) {
    return histories.committed(entry).orElse(false);
  }

  private boolean mayBeDeleted(Entry entry) {
    return entry.op().effects().stream()
        .anyMatch(
            effect ->
                effect instanceof Effect.Schedule && sweeps.mayHaveTaken(entry, effect.workflow()));
  }

  /** Whether all that may have been asked of it last was soon. */
  private boolean isNear(Asked of) {
    return of.scheduled.stream()
            .filter(entry -> !entry.refused())
            .flatMap(entry -> entry.op().effects().stream())
            .filter(Effect.Schedule.class::isInstance)
            .mapToLong(effect -> ((Effect.Schedule) effect).fireAtMillis())
            .allMatch(at -> at < System.currentTimeMillis() + FAR)
        || of.scheduled.stream()
            .anyMatch(entry -> entry.done() && entry.op().kind().equals("reschedule"));
  }

  @Override
  public Optional<Presence> presence(Entry entry, Effect effect) {
    if (!(effect instanceof Effect.Schedule schedule) || !TOLD_APART.contains(entry.op().kind())) {
      return Optional.empty();
    }
    Asked of = of(schedule.workflow(), schedule.timer());
    boolean gone = !of.fired.isEmpty() || !of.cancelled.isEmpty() || mayBeDeleted(entry);
    if (of.there) {
      sweeps
          .deletedAfter(entry, schedule.workflow())
          .ifPresent(delete -> findings.notGone(entry, schedule, delete));
    }
    return Optional.of(of.there ? Presence.THERE : gone ? Presence.HIDDEN : Presence.ABSENT);
  }
}
