package io.perdure.bench.compare;

import io.perdure.bench.harness.Budget;
import io.perdure.bench.harness.Called;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Operation;
import io.perdure.bench.own.PerdureEntry;
import io.perdure.bench.places.Backend;
import io.perdure.bench.places.Place;
import io.perdure.bench.profile.Explanation;
import io.perdure.bench.profile.Pace;
import io.perdure.bench.profile.Profiling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Tells of rows where the time goes, when all rows have been measured: a profiler that ran beside
 * one, or between two, would be part of the numbers.
 */
final class Explaining {
  private final Backend backend;
  private final Profile profile;
  private final List<Missed> rows = new ArrayList<>();

  /** Somebody in a row, and what was measured. */
  record Side(String name, Place place, Operation operation, Measured measured) {}

  private record Missed(Row row, Side perdure, Side best) {}

  Explaining(Backend backend, Profile profile) {
    this.backend = backend;
    this.profile = profile;
  }

  /** A row that is to be explained. */
  void add(Row row, Side perdure, Side best) {
    rows.add(new Missed(row, perdure, best));
  }

  /**
   * Explains them.
   *
   * @param told each, with the name of its row
   */
  void run(BiConsumer<String, Explanation> told) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    Place own = rows.get(0).perdure().place();
    Profiling profiling = new Profiling(backend, () -> PerdureEntry.open(own.database()));
    for (Missed missed : rows) {
      List<Profiling.Subject> subjects = new ArrayList<>();
      for (Side side : List.of(missed.perdure(), missed.best())) {
        side.place().settle();
        subjects.add(subject(side, missed.row().callers()));
      }
      told.accept(missed.row().name(), profiling.explain(subjects));
    }
  }

  private Profiling.Subject subject(Side side, int callers) {
    Budget budget = profile.budget();
    double micros = side.measured().time().median() * callers;
    int fit = (int) (TimeUnit.NANOSECONDS.toMicros(budget.block().toNanos()) / micros);
    int each = Math.max(1, Math.min(fit, budget.most() / callers));
    return new Profiling.Subject(
        side.name(),
        (Called) side.operation(),
        micros,
        new Pace(callers, each, profile.explaining()));
  }
}
