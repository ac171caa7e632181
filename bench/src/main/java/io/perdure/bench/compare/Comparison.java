package io.perdure.bench.compare;

import io.perdure.bench.floors.Floor;
import io.perdure.bench.harness.Budget;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.harness.Turns;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.profile.Explanation;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import io.perdure.bench.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Everybody on one database, each in a place of their own, row after row. */
public final class Comparison implements AutoCloseable {
  private static final String BEST = "best";
  private static final String NAIVE = "naive";

  private final Profile profile;
  private final double strictness;
  private final List<Place> places = new ArrayList<>();
  private final List<Guest> guests = new ArrayList<>();
  private final Counting counting;
  private final Explain explain;
  private final Explaining explaining;

  /** Who takes part. */
  private record Guest(Entry entry, Entrant entrant, Place place) {}

  private interface Counter {
    Optional<Counts> count(Entry entry, Work work);
  }

  /** Who takes part in a row. */
  private record Seat(Guest guest, Operation operation) {}

  private Comparison(
      Backend backend,
      Profile profile,
      double strictness,
      Explain explain,
      List<Entry> entries,
      Consumer<String> told) {
    this.profile = profile;
    this.strictness = strictness;
    this.counting = new Counting(backend::place);
    this.explain = explain;
    this.explaining = new Explaining(backend, profile);
    for (Entry entry : entries) {
      Place place = backend.place();
      places.add(place);
      try {
        entry
            .enter(place.database())
            .ifPresent(entrant -> guests.add(new Guest(entry, entrant, place)));
      } catch (Exception e) {
        told.accept(entry.name() + " does not run here: " + e);
      }
    }
  }

  /**
   * All who run there.
   *
   * @param strictness what bars are multiplied by
   * @param explain which rows are explained when that is asked for
   * @param told of who cannot
   */
  public static Comparison of(
      Backend backend, Profile profile, double strictness, Explain explain, Consumer<String> told) {
    List<Entry> entries = floors();
    ServiceLoader.load(Entry.class).forEach(entries::add);
    return new Comparison(backend, profile, strictness, explain, entries, told);
  }

  /** Perdure and the floors. */
  static Comparison ofFloors(Backend backend, Profile profile) {
    return new Comparison(backend, profile, 1, Explain.NONE, floors(), told -> {});
  }

  private static List<Entry> floors() {
    List<Entry> entries = new ArrayList<>(List.of(new PerdureEntry()));
    entries.addAll(Floor.ALL);
    return entries;
  }

  /** Measures a row. */
  public RowResult run(Row row) {
    return run(row, row.budget(profile), counting::count);
  }

  /**
   * Explains rows that were measured; when all have been.
   *
   * @param told each, with the name of its row
   */
  public void explain(BiConsumer<String, Explanation> told) throws IOException {
    explaining.run(told);
  }

  /** Measures a row for a point of a plot. */
  RowResult sketch(Row row) {
    return run(row, profile.sketch(), (entry, work) -> Optional.empty());
  }

  private RowResult run(Row row, Budget budget, Counter counter) {
    List<Seat> seats = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Guest guest : guests) {
      try {
        guest
            .entrant()
            .operation(row.work())
            .ifPresent(operation -> seats.add(new Seat(guest, operation)));
      } catch (RuntimeException e) {
        notes.add(guest.entrant().name() + " could not begin: " + e);
      }
    }
    List<Measured> measured;
    try (Turns turns = new Turns(row.callers(), budget)) {
      measured =
          turns.run(
              seats.stream().map(Seat::operation).toList(),
              () -> seats.forEach(seat -> seat.guest().place().settle()));
    }
    List<String> names = seats.stream().map(seat -> seat.guest().entrant().name()).toList();
    List.of(PerdureEntry.NAME, BEST, NAIVE)
        .forEach(name -> measured.get(names.indexOf(name)).orThrow());
    Measured best = measured.get(names.indexOf(BEST));
    Measured naive = measured.get(names.indexOf(NAIVE));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < seats.size(); i++) {
      Measured own = measured.get(i);
      Guest guest = seats.get(i).guest();
      lines.add(
          new Line(
              names.get(i),
              own,
              speed(own, best),
              speed(own, naive),
              counter.count(guest.entry(), row.work()),
              guest.entrant().difference(row.work())));
    }
    Line perdure = lines.get(names.indexOf(PerdureEntry.NAME));
    List<Verdict> verdicts =
        row.bars().stream()
            .map(bar -> bar.times(strictness).verdict(reached(bar, perdure)))
            .toList();
    if (explain.wants(row, verdicts)) {
      explaining.add(
          row, side(PerdureEntry.NAME, names, seats, measured), side(BEST, names, seats, measured));
    }
    return new RowResult(row.name(), lines, verdicts, String.join("\n\n", notes));
  }

  private static Explaining.Side side(
      String name, List<String> names, List<Seat> seats, List<Measured> measured) {
    int number = names.indexOf(name);
    Seat seat = seats.get(number);
    return new Explaining.Side(name, seat.guest().place(), seat.operation(), measured.get(number));
  }

  private static Optional<Spread> speed(Measured own, Measured other) {
    return own.failure().isPresent() || other.failure().isPresent()
        ? Optional.empty()
        : Optional.of(own.speed(other));
  }

  private static Spread reached(Bar bar, Line line) {
    return switch (bar.measure()) {
      case OF_BEST -> line.ofBest().orElseThrow();
      case OF_NAIVE -> line.ofNaive().orElseThrow();
      case FAIRNESS -> Spread.of(line.measured().fairness().orElseThrow());
    };
  }

  @Override
  public void close() throws IOException {
    counting.close();
    guests.forEach(guest -> guest.entrant().close());
    for (Place place : places) {
      place.close();
    }
  }
}
