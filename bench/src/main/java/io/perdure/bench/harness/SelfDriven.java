package io.perdure.bench.harness;

/**
 * An operation of a library with worker threads of its own: as many as there would be callers. What
 * was prepared must not be begun before {@link #runAll}.
 */
public non-sealed interface SelfDriven extends Operation {
  /**
   * Begins on what was prepared last, and returns when all of it is done; throws if it cannot be.
   */
  void runAll();
}
