package io.perdure.bench.harness;

import java.util.Arrays;

/**
 * The middle of many measured values, and how far they are scattered.
 *
 * @param low a quarter of the values are below
 * @param median half of the values are below
 * @param high a quarter of the values are above
 */
public record Spread(double low, double median, double high) {
  private static final double QUARTER = 0.25;

  /** The spread of at least one value. */
  public static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(at(sorted, QUARTER), at(sorted, 2 * QUARTER), at(sorted, 3 * QUARTER));
  }

  /** The value below which that part of them is. */
  public static double percentile(double part, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return at(sorted, part);
  }

  private static double at(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Less by that much. */
  public Spread minus(double other) {
    return new Spread(low - other, median - other, high - other);
  }

  /** That many times as much. */
  public Spread times(double factor) {
    return new Spread(low * factor, median * factor, high * factor);
  }

  /** The median, and the quarters around it in brackets. */
  public String shown(String format) {
    return (format + " (" + format + "–" + format + ")").formatted(median, low, high);
  }
}
