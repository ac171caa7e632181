package io.perdure.bench.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one operation.
 *
 * @param micros microseconds for each run, as many runs as fit into the time of a block: by round
 * @param latencies what single runs took, in nanoseconds; empty if the operation drives itself
 * @param allocated bytes that all threads of this process allocated for each run: the median
 * @param fairness runs of the slowest caller, those of the fastest being 1; if there are several
 * @param failure what went wrong: then there are no numbers
 */
public record Measured(
    List<Double> micros,
    Histogram latencies,
    double allocated,
    OptionalDouble fairness,
    Optional<RuntimeException> failure) {
  static Measured failed(RuntimeException failure) {
    return new Measured(
        List.of(), Crew.latencies(), 0, OptionalDouble.empty(), Optional.of(failure));
  }

  /** Throws what went wrong, if anything did. */
  public void orThrow() {
    failure.ifPresent(
        wrong -> {
          throw wrong;
        });
  }

  /** The microseconds for each run. */
  public Spread time() {
    return Spread.of(array(micros));
  }

  /** How fast this was in each round, the other being 1. */
  public Spread speed(Measured other) {
    double[] ratios = new double[micros.size()];
    Arrays.setAll(ratios, i -> other.micros.get(i) / micros.get(i));
    return Spread.of(ratios);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** The time in microseconds within which that part of the runs was done. */
  public double within(double percent) {
    return latencies.getValueAtPercentile(percent) / 1000.0;
  }
}
