package io.perdure.bench.compare;

import io.perdure.bench.harness.Spread;

/**
 * What Perdure must reach in a row.
 *
 * @param measure of what
 * @param least how much of it
 */
public record Bar(Measure measure, double least) {
  /** What a bar is about. */
  public enum Measure {
    /** The speed, that of the best floor being 1. */
    OF_BEST("of best"),
    /** The speed, that of the naive floor being 1. */
    OF_NAIVE("of naive"),
    /** The turns of the slowest caller, those of the fastest being 1. */
    FAIRNESS("slowest caller to fastest");

    private final String words;

    Measure(String words) {
      this.words = words;
    }
  }

  /** The same, so many times as high. */
  public Bar times(double factor) {
    return new Bar(measure, least * factor);
  }

  /** The bar as people read it. */
  public String words() {
    return "≥ %.2f %s".formatted(least, measure.words);
  }

  /** Whether that reaches it. */
  public Verdict verdict(Spread reached) {
    return new Verdict(words(), reached.shown("%.2f"), reached.median() >= least);
  }
}
