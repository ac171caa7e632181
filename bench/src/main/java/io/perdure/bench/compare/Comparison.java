package io.perdure.bench.compare;

import io.perdure.bench.floors.Floor;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.harness.Turns;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Everybody on one database, each in a place of their own, row after row. */
public final class Comparison implements AutoCloseable {
  private static final String BEST = "best";
  private static final String NAIVE = "naive";

  private final Profile profile;
  private final double strictness;
  private final List<Place> places = new ArrayList<>();
  private final List<Entrant> entrants = new ArrayList<>();

  /**
   * All who run there.
   *
   * @param strictness what bars are multiplied by
   * @param told of who cannot
   */
  public Comparison(Backend backend, Profile profile, double strictness, Consumer<String> told) {
    this.profile = profile;
    this.strictness = strictness;
    List<Entry> entries = new ArrayList<>(List.of(new PerdureEntry()));
    entries.addAll(Floor.ALL);
    ServiceLoader.load(Entry.class).forEach(entries::add);
    for (Entry entry : entries) {
      Place place = backend.place();
      places.add(place);
      try {
        entry.enter(place.database()).ifPresent(entrants::add);
      } catch (Exception e) {
        told.accept(entry.name() + " does not run here: " + e);
      }
    }
  }

  /** Who takes part. */
  public List<String> names() {
    return entrants.stream().map(Entrant::name).toList();
  }

  /** Measures a row. */
  public RowResult run(Row row) {
    List<Entrant> taking = new ArrayList<>();
    List<Operation> operations = new ArrayList<>();
    for (Entrant entrant : entrants) {
      Optional<Operation> operation = entrant.operation(row.work());
      operation.ifPresent(
          found -> {
            taking.add(entrant);
            operations.add(found);
          });
    }
    List<Measured> measured;
    try (Turns turns = new Turns(row.callers(), row.budget(profile))) {
      measured = turns.run(operations, () -> places.forEach(Place::settle));
    }
    List<String> names = taking.stream().map(Entrant::name).toList();
    List.of(PerdureEntry.NAME, BEST, NAIVE)
        .forEach(name -> measured.get(names.indexOf(name)).orThrow());
    Measured best = measured.get(names.indexOf(BEST));
    Measured naive = measured.get(names.indexOf(NAIVE));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < taking.size(); i++) {
      Measured own = measured.get(i);
      lines.add(
          new Line(
              names.get(i),
              own,
              speed(own, best),
              speed(own, naive),
              taking.get(i).difference(row.work())));
    }
    Line perdure = lines.get(names.indexOf(PerdureEntry.NAME));
    List<Verdict> verdicts =
        row.bars().stream()
            .map(bar -> bar.times(strictness).verdict(reached(bar, perdure)))
            .toList();
    return new RowResult(row.name(), lines, verdicts, "");
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
    entrants.forEach(Entrant::close);
    for (Place place : places) {
      place.close();
    }
  }
}
