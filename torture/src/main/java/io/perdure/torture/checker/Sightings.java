package io.perdure.torture.checker;

import io.perdure.torture.truth.Books;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Entry;
import io.perdure.torture.truth.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read: only what was committed, and everything that had been acknowledged before. */
final class Sightings {
  private static final String COMMITTED = "reads see only what was committed";

  private final Books books;
  private final Histories histories;
  private final Sweeps sweeps;
  private final Findings findings;
  private final Set<String> refusals;
  private final Map<String, List<Entry>> puts = new HashMap<>();

  /**
   * Those of the books.
   *
   * @param refusals what a read may be refused with
   */
  Sightings(
      Books books, Histories histories, Sweeps sweeps, Findings findings, Set<String> refusals) {
    this.sweeps = sweeps;
    this.refusals = refusals;
    this.books = books;
    this.histories = histories;
    this.findings = findings;
  }

  void look() {
    for (Entry entry : books.entries()) {
      if (entry.done() && entry.op().effects().get(0) instanceof Effect.Put put) {
        puts.computeIfAbsent(put.document(), key -> new ArrayList<>()).add(entry);
      }
    }
    findings.count("reads", books.sightings().size());
    books.sightings().forEach(this::look);
  }

  private void look(Sighting seen) {
    switch (seen.word(0)) {
      case "pair" -> {
        if (seen.number(2) != seen.number(3)) {
          findings.violated(
              "a snapshot sees one state",
              seen.line(),
              seen.word(1) + ": head and revision alike",
              seen.number(2) + " and " + seen.number(3));
        }
      }
      case "archive" -> {
        if (!seen.word(2).equals("whole")) {
          findings.violated("an archive is whole", seen.line(), "its bytes", "other bytes");
        }
      }
      case "history" -> history(seen);
      case "gone" -> {
        if (!sweeps.mayHaveTakenBetween(seen.word(1), seen.before(), seen.after())) {
          findings.violated(
              "reads are not refused", seen.line(), seen.word(1), "gone, and nobody deleted it");
        }
      }
      case "document" -> document(seen);
      default -> {
        if (!refusals.contains(seen.word(1))) {
          findings.violated("reads are not refused", seen.line(), refusals, seen.word(1));
        }
      }
    }
  }

  private void history(Sighting seen) {
    if (sweeps.mayHaveTakenBetween(seen.word(1), seen.before(), Long.MAX_VALUE)) {
      sweptLater(seen);
      return;
    }
    int head = (int) seen.number(2);
    List<String> writers = histories.writers(seen.word(1));
    String writer =
        head == 0 ? "nobody" : head > writers.size() ? "no event" : writers.get(head - 1);
    if (!writer.equals(seen.word(3))) {
      findings.violated(
          COMMITTED, seen.line(), seen.word(1) + " event " + head + " of " + seen.word(3), writer);
    }
  }

  /** What was seen need not be there any more; but it had been asked, and was not yet deleted. */
  private void sweptLater(Sighting seen) {
    if (seen.number(2) == 0) {
      return;
    }
    Optional<Entry> writer = books.find(seen.word(3)).filter(entry -> !entry.refused());
    boolean deleted =
        writer
            .flatMap(entry -> sweeps.deletedAfter(entry, seen.word(1)))
            .filter(delete -> delete.toldAt() < seen.before())
            .isPresent();
    if (deleted || writer.filter(entry -> entry.askedAt() < seen.after()).isEmpty()) {
      findings.violated(
          COMMITTED, seen.line(), "an event that is not gone", deleted ? "deleted" : seen.word(3));
    }
  }

  private void document(Sighting seen) {
    Optional<Entry> writer = books.find(seen.word(3));
    if (seen.number(2) > 0
        && writer.filter(entry -> !entry.refused() && entry.askedAt() < seen.after()).isEmpty()) {
      findings.violated(
          COMMITTED, seen.line(), "a revision that somebody was not refused", seen.words());
    }
    for (Entry put : puts.getOrDefault(seen.word(1), List.of())) {
      if (put.toldAt() < seen.before()
          && Long.parseLong(put.fact(0).orElse("0")) > seen.number(2)) {
        findings.violated(
            "a read sees what was acknowledged before it",
            seen.line(),
            "at least what " + put + " was told, " + put.fact(0).orElse(""),
            seen.number(2));
        return;
      }
    }
  }
}
