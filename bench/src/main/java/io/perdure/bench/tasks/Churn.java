package io.perdure.bench.tasks;

import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.places.Place;
import io.perdure.bench.places.Size;
import io.perdure.store.Store;
import java.util.function.Consumer;

/**
 * Tasks that come and go, while somebody holds a reader open: how claims and the disk fare.
 *
 * @param claims how many tasks are claimed and completed while the reader is open
 * @param steps in how many parts that is told
 */
public record Churn(int claims, int steps) {
  private static final int BATCH = 500;
  private static final int PROBES = 50;
  private static final double NANOS = 1000;
  private static final double SLOW = 0.9;

  /**
   * How things stand.
   *
   * @param when what was done last
   * @param claimed tasks that were claimed so far
   * @param claim microseconds of one claim of one task, and completing it
   * @param slow what one in ten of those takes at least
   * @param size of the place
   */
  public record State(String when, int claimed, Spread claim, double slow, Size size) {}

  /** Runs it: a tenth with no reader, all with one, and looks again when the reader has ended. */
  public void run(Place place, Store store, Consumer<State> told) throws InterruptedException {
    Run run = new Run(place, store, new Names(), told);
    run.stock();
    place.settle();
    run.look("nothing yet");
    run.step("no reader");
    try (OpenReader reader = OpenReader.of(store)) {
      for (int i = 0; i < steps; i++) {
        run.step("reader open");
      }
    }
    run.look("reader ended");
    place.settle();
    run.look("cleared up");
  }

  private final class Run {
    private final Place place;
    private final Called many;
    private final Called one;
    private final Consumer<State> told;
    private int claimed;

    Run(Place place, Store store, Names names, Consumer<State> told) {
      this.place = place;
      this.many = ClaimComplete.anybody(store, names, BATCH);
      this.one = ClaimComplete.anybody(store, names, 1);
      this.told = told;
    }

    /** There is always something waiting behind what is claimed. */
    void stock() {
      many.prepare(1);
    }

    void step(String when) {
      int until = claimed + Math.max(claims / steps, BATCH);
      while (claimed < until) {
        many.prepare(1);
        many.run();
        claimed += BATCH;
      }
      look(when);
    }

    void look(String when) {
      one.prepare(PROBES);
      double[] micros = new double[PROBES];
      for (int i = 0; i < PROBES; i++) {
        long begun = System.nanoTime();
        one.run();
        micros[i] = (System.nanoTime() - begun) / NANOS;
      }
      told.accept(
          new State(
              when, claimed, Spread.of(micros), Spread.percentile(SLOW, micros), place.size()));
    }
  }
}
