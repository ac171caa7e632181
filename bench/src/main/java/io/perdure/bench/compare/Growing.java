package io.perdure.bench.compare;

import io.perdure.Perdure;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.harness.Turns;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.own.Stock;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.tasks.Filling;
import io.perdure.bench.work.Entrant;
import io.perdure.bench.work.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The same work on an empty store and on one that is ever fuller. */
final class Growing {
  private static final double MOST = 1.2;
  private static final int EVENTS_OF_A_WORKFLOW = 100;
  private static final int STORED_BYTES = 64;
  private static final Work APPEND = new Work.Append(1, 256, 1);
  private static final Work CLAIM = new Work.ClaimComplete(1, 1, 1000);

  private final Backend backend;
  private final Profile profile;
  private final double strictness;

  Growing(Backend backend, Profile profile, double strictness) {
    this.backend = backend;
    this.profile = profile;
    this.strictness = strictness;
  }

  /** Appends, with so many events stored. */
  RowResult appends(Consumer<Step> each) throws IOException {
    List<Line> lines = new ArrayList<>();
    Spread ratio = Spread.of(1);
    try (Side full = new Side(backend.place());
        Side empty = new Side(backend.place())) {
      long stored = 0;
      for (long events : profile.stored()) {
        full.events(events - stored);
        stored = events;
        ratio = compare(empty, full, APPEND, "%,d events".formatted(events), lines);
        each.accept(new Step(events, lines.get(lines.size() - 1).measured().time().median()));
      }
    }
    String name =
        "append 1 event of 256 B, %,d stored"
            .formatted(profile.stored().get(profile.stored().size() - 1));
    return new RowResult(
        name,
        lines,
        List.of(verdict(ratio)),
        "What is stored are events of %d B, %d for each workflow."
            .formatted(STORED_BYTES, EVENTS_OF_A_WORKFLOW));
  }

  /** Claims of one task, with so many ended. */
  RowResult claims() throws IOException {
    List<Line> lines = new ArrayList<>();
    Filling filling = Filling.FULL.times(profile.filled());
    try (Side full = new Side(backend.place());
        Side empty = new Side(backend.place())) {
      full.tasks(filling);
      Spread ratio = compare(empty, full, CLAIM, "%,d ended".formatted(filling.ended()), lines);
      return new RowResult(
          "claim 1 and complete, %,d ended".formatted(filling.ended()),
          lines,
          List.of(verdict(ratio)),
          "Beside them %,d tasks wait, %,d for other nodes, and %,d workflows are held."
              .formatted(filling.waiting(), filling.pinned(), filling.held()));
    }
  }

  /** How long it takes on the full one, that on the empty one being 1. */
  private Spread compare(Side empty, Side full, Work work, String name, List<Line> lines) {
    List<Operation> both = List.of(empty.operation(work), full.operation(work));
    List<Measured> measured;
    try (Turns turns = new Turns(1, profile.budget().unwatched())) {
      measured =
          turns.run(
              both,
              () -> {
                empty.place.settle();
                full.place.settle();
              });
    }
    measured.forEach(Measured::orThrow);
    lines.add(line("empty beside " + name, measured.get(0)));
    lines.add(line(name, measured.get(1)));
    return measured.get(0).speed(measured.get(1));
  }

  private static Line line(String name, Measured measured) {
    return new Line(name, measured, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  private Verdict verdict(Spread ratio) {
    double most = strictness == 0 ? Double.MAX_VALUE : MOST / strictness;
    return new Verdict(
        "≤ %.2f of the time on empty".formatted(MOST / strictness),
        ratio.shown("%.2f"),
        ratio.median() <= most);
  }

  /**
   * A point of the plot.
   *
   * @param stored events
   * @param micros of an append
   */
  record Step(long stored, double micros) {}

  /** A store, and what is put into it. */
  private static final class Side implements AutoCloseable {
    private static final int BATCH = 1000;

    private final Place place;
    private final Perdure perdure;
    private final Stock stock;
    private final Entrant entrant;

    Side(Place place) {
      this.place = place;
      this.perdure = PerdureEntry.open(place.database());
      this.stock = new Stock(perdure.namespace(Stock.NAMESPACE));
      this.entrant = PerdureEntry.entrant(perdure, stock);
    }

    Operation operation(Work work) {
      return entrant.operation(work).orElseThrow();
    }

    void events(long count) {
      for (long left = count; left > 0; left -= (long) EVENTS_OF_A_WORKFLOW * BATCH) {
        long workflows = Math.min(BATCH, left / EVENTS_OF_A_WORKFLOW);
        stock.histories((int) workflows, EVENTS_OF_A_WORKFLOW, STORED_BYTES);
      }
    }

    void tasks(Filling filling) {
      filling.into(perdure.namespace(Stock.NAMESPACE), stock.names());
    }

    @Override
    public void close() throws IOException {
      perdure.close();
      place.close();
    }
  }
}
