package io.perdure.torture.checker;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.StoreReader;
import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a store with the books: what was acknowledged is there, once; what was refused is not;
 * what nobody was told of is there as a whole or not at all; and what each room has of its own.
 */
public final class Checker {
  private static final String ACKNOWLEDGED = "what was acknowledged is there";
  private static final String REFUSED = "what was refused is not there";
  private static final String WHOLE = "a transaction is there as a whole or not at all";

  /** What an operation may be refused with, whatever strikes. */
  private static final Set<String> REFUSALS =
      Set.of(
          "SequenceConflictException",
          "InvalidLifecycleException",
          "RevisionConflictException",
          "ClaimLostException",
          "LeaseLostException",
          "SecondFinalException",
          "ArchiveGoneException",
          "StoreBusyException",
          "StoreUnavailableException",
          "StoreInterruptedException");

  private final Set<String> refusals;
  private final Findings findings = new Findings();
  private final Histories histories;
  private final Sightings sightings;
  private final List<RoomCheck> rooms;

  private Checker(StoreReader store, Books books, State state, Set<String> refusals) {
    this.refusals = new TreeSet<>(REFUSALS);
    this.refusals.addAll(refusals);
    boolean drained = state == State.DRAINED;
    Sweeps sweeps = new Sweeps(books);
    this.histories = new Histories(store, books, sweeps, findings);
    this.sightings = new Sightings(books, histories, sweeps, findings, this.refusals);
    this.rooms =
        List.of(
            histories,
            new Documents(store, books, histories, findings),
            new Tasks(store, books, histories, sweeps, findings, drained),
            new Timers(store, books, histories, sweeps, findings, drained),
            new Outputs(store, books, findings),
            new Packages(store, books, findings),
            new Leases(store, books, histories, findings),
            new Maintained(store, books, histories, sweeps, findings));
  }

  /** How a run was left. */
  public enum State {
    /** In the middle of its work. */
    CUT,
    /** When all tasks and timers had been worked off. */
    DRAINED
  }

  /**
   * Compares that store, which nobody changes meanwhile, with those books.
   *
   * @param refusals with what operations may be refused beside what the contracts always allow
   */
  public static Findings check(StoreReader store, Books books, State state, Set<String> refusals) {
    Checker checker = new Checker(store, books, state, refusals);
    checker.rooms.forEach(checker::look);
    checker.sightings.look();
    books.entries().forEach(checker::look);
    return checker.findings;
  }

  private void look(RoomCheck room) {
    try {
      room.look();
    } catch (CorruptRecordException e) {
      findings.violated("no row is corrupt", e.table() + " " + e.key(), "a row", e);
    }
  }

  private void look(Entry entry) {
    Set<Presence> found = EnumSet.noneOf(Presence.class);
    StringBuilder which = new StringBuilder();
    for (Effect effect : entry.op().effects()) {
      for (RoomCheck room : rooms) {
        Optional<Presence> presence = room.presence(entry, effect);
        presence.ifPresent(
            there -> {
              found.add(there);
              which.append(there).append(" ").append(effect).append("; ");
            });
      }
    }
    boolean absent = found.contains(Presence.ABSENT);
    boolean there = found.contains(Presence.THERE);
    findings.violatedUnless(!(there && absent), WHOLE, entry, "all of it or nothing", which);
    if (entry.done()) {
      findings.violatedUnless(!absent, ACKNOWLEDGED, entry, "all of it", which);
    } else if (entry.refused()) {
      findings.violatedUnless(!there, REFUSED, entry, "none of it", which);
      refusal(entry);
    }
  }

  private void refusal(Entry entry) {
    String by = entry.told().orElseThrow().fact(0);
    findings.violatedUnless(
        refusals.contains(by),
        "nobody is refused with something else than the contracts say",
        entry,
        refusals,
        entry.told().orElseThrow().facts());
  }
}
