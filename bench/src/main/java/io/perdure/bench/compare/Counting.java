package io.perdure.bench.compare;

import io.perdure.Perdure;
import io.perdure.bench.harness.Crew;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.places.Place;
import io.perdure.bench.work.Database;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Entry;
import io.perdure.bench.work.Work;
import io.perdure.conformance.kit.KeptStatements;
import io.perdure.conformance.kit.Wire;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Counts what an entrant sends, apart from its being measured: on Postgres on the wire, whoever it
 * is; on SQLite, where nothing travels, by the statements that Perdure keeps, and of nobody else.
 */
final class Counting implements AutoCloseable {
  private static final int RUNS = 10;
  private static final int WAITING = 100;

  private final Supplier<Place> places;
  private final Map<String, Optional<Counted>> entered = new HashMap<>();

  /** With places of its own. */
  Counting(Supplier<Place> places) {
    this.places = places;
  }

  /** What one run of that work sends; empty if that cannot be told. */
  Optional<Counts> count(Entry entry, Work work) {
    Optional<Counted> counted = entered.computeIfAbsent(entry.name(), name -> enter(entry));
    Work small =
        work instanceof Work.ClaimComplete claim
            ? new Work.ClaimComplete(claim.batch(), 1, WAITING)
            : work instanceof Work.Append append
                ? new Work.Append(append.events(), append.bytes(), 1)
                : work;
    try {
      return counted.flatMap(found -> found.count(small));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Counted> enter(Entry entry) {
    Place place = places.get();
    try {
      Database database = place.database();
      return database.kind() == Database.Kind.POSTGRES
          ? onWire(entry, place, database)
          : kept(entry, place, database);
    } catch (Exception e) {
      return Optional.empty(); // that it cannot run here was told when it was to be measured
    }
  }

  private static Optional<Counted> onWire(Entry entry, Place place, Database database)
      throws Exception {
    Wire wire = Wire.to(database.url());
    Database through =
        new Database(
            database.kind(), wire.url(), database.user(), database.password(), database.schema());
    return entry
        .enter(through)
        .map(
            entrant ->
                new Counted(
                    entrant,
                    place,
                    wire,
                    () -> {
                      Wire.Count count = wire.take();
                      return new Counts(count.statements(), count.roundTrips());
                    }));
  }

  private static Optional<Counted> kept(Entry entry, Place place, Database database) {
    if (!entry.name().equals(PerdureEntry.NAME)) {
      return Optional.empty();
    }
    Perdure perdure = PerdureEntry.open(database);
    AtomicInteger heard = new AtomicInteger();
    KeptStatements statements = new KeptStatements(perdure, sql -> heard.incrementAndGet());
    return Optional.of(
        new Counted(
            PerdureEntry.entrant(perdure),
            place,
            perdure,
            () -> {
              try {
                statements.hear();
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
              return new Counts(heard.getAndSet(0), 0);
            }));
  }

  /** Tells what was sent since it was asked last. */
  private interface Sent {
    Counts take();
  }

  /**
   * One entrant that is counted.
   *
   * @param counter what hears it
   */
  private record Counted(Entrant entrant, Place place, AutoCloseable counter, Sent sent) {
    Optional<Counts> count(Work work) {
      return entrant.operation(work).map(this::count);
    }

    private Counts count(Operation operation) {
      try (Crew crew = new Crew(1)) {
        crew.run(operation, RUNS); // as often as statements need to be prepared for good
        crew.run(operation, RUNS, sent::take);
        Counts counts = sent.take();
        return new Counts(counts.statements() / RUNS, counts.roundTrips() / RUNS);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Optional<Counted> counted : entered.values()) {
      if (counted.isPresent()) {
        counted.get().entrant().close();
        try {
          counted.get().counter().close();
        } catch (Exception e) {
          throw new IOException(e);
        }
        counted.get().place().close();
      }
    }
  }
}
