package io.perdure.bench;

import io.perdure.Perdure;
import io.perdure.bench.harness.Contest;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.harness.Pace;
import io.perdure.bench.harness.Result;
import io.perdure.bench.harness.Rounds;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.harness.Table;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.tasks.ClaimComplete;
import io.perdure.bench.tasks.Filling;
import io.perdure.bench.tasks.Names;
import io.perdure.bench.tasks.NothingToClaim;
import io.perdure.store.Store;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether claims cost more the more is stored. */
@Command(
    name = "growth",
    description = {
      "Claims and completes tasks in turns on an empty store and on one with a million ended tasks, 100 000 waiting,",
      "100 000 for other nodes and 10 000 held workflows. Exit code 1 if the full one takes more than the bar allows."
    })
final class Growth implements Callable<Integer> {
  private static final String NODE = "node-of-this-run";
  private static final String MICROS = "%.0f";

  /** With less nothing would be stored, and nothing compared. */
  private static final double LEAST_SCALE = 0.0001;

  private static final int MOST_SCALE = 100;

  private final PrintStream out;
  @Mixin private Where where = new Where();

  @Option(
      names = "--scale",
      paramLabel = "FACTOR",
      description = "How full the full store is, 1 being what is said above; 1 unless given.")
  private double scale = 1;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many pairs of blocks of each row; 60 unless given.")
  private int rounds = 60;

  @Option(
      names = "--bar",
      paramLabel = "RATIO",
      description =
          "The most that the full store may take, the empty one being 1; 1.2 unless given.")
  private double bar = 1.2;

  Growth(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException {
    // Worded so that what is not a number is refused, too.
    if (!(scale >= LEAST_SCALE && scale <= MOST_SCALE)) {
      throw new BenchException("--scale is " + LEAST_SCALE + " to " + MOST_SCALE);
    }
    if (rounds < 1 || rounds > 10_000 || !(bar > 0 && bar <= Bench.MOST)) {
      throw new BenchException(
          "--rounds is 1 to 10000, and --bar above 0 and at most " + Bench.MOST);
    }
    return where.run(this::on) ? 0 : 1;
  }

  private boolean on(Backend backend) {
    Filling filling = Filling.FULL.times(scale);
    out.printf("%n## %s%n%n", backend.title());
    try (Place place = backend.place();
        Perdure full = place.open()) {
      Names names = new Names();
      long begun = System.nanoTime();
      filling.into(full.namespace("bench"), names);
      place.settle();
      out.printf(
          "Filled in %d s: %,d ended tasks, %,d waiting, %,d for other nodes, %,d held workflows.%n%n",
          Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
          filling.ended(),
          filling.waiting(),
          filling.pinned(),
          filling.held());
      return compare(backend, place, new Filled(full.namespace("bench"), names));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean compare(Backend backend, Place filled, Filled full) throws IOException {
    List<Result> results = new ArrayList<>();
    for (Row row : rows()) {
      try (Place place = backend.place();
          Perdure empty = place.open();
          Rounds running = new Rounds(row.pace())) {
        Filled nothing = new Filled(empty.namespace("bench"), new Names());
        results.add(
            running.run(
                new Contest(row.name(), row.operation().on(nothing), row.operation().on(full)),
                () -> {
                  place.settle();
                  filled.settle();
                }));
      }
    }
    return print(results);
  }

  private List<Row> rows() {
    return List.of(
        new Row(
            "claim 1, complete it",
            new Pace(1, rounds, 100),
            at -> ClaimComplete.anybody(at.store(), at.names(), 1)),
        new Row(
            "claim 1, complete it; 8 claimants",
            new Pace(8, rounds, 20),
            at -> ClaimComplete.anybody(at.store(), at.names(), 1)),
        new Row(
            "claim 1 of a node, complete it",
            new Pace(1, rounds, 100),
            at -> ClaimComplete.node(at.store(), at.names(), NODE, 1)),
        new Row(
            "claim 50, complete them",
            new Pace(1, rounds, 10),
            at -> ClaimComplete.anybody(at.store(), at.names(), 50)),
        new Row(
            "claim where nothing is to be had",
            new Pace(1, rounds, 100),
            at -> new NothingToClaim(at.store())));
  }

  private boolean print(List<Result> results) {
    Table table = new Table("operation", "empty, µs", "full, µs", "full to empty", "bar");
    boolean right = true;
    for (Result result : results) {
      boolean within = result.ratio().median() <= bar;
      right &= within;
      table.add(
          result.name(),
          shown(result.floor()),
          shown(result.measured()),
          result.ratio().shown("%.2f"),
          within ? "within %.2f".formatted(bar) : "MISSES %.2f".formatted(bar));
    }
    table.print(out);
    return right;
  }

  private static String shown(Spread micros) {
    return micros.shown(MICROS);
  }

  /** A store and the names of what is in it. */
  private record Filled(Store store, Names names) {}

  private interface On {
    Operation on(Filled store);
  }

  private record Row(String name, Pace pace, On operation) {}
}
