package io.perdure.bench.harness;

/**
 * What is measured: one operation on one store. Thread-safe if it is run by several callers.
 *
 * <p>The harness prepares for a block of runs, which is not measured, and then runs them.
 */
public interface Operation {
  /**
   * Makes what the next runs need.
   *
   * @param runs how many there will be, of all callers together
   */
  void prepare(int runs);

  /** Runs it once; throws if it did not do what is to be measured. */
  void run();
}
