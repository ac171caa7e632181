package io.perdure.bench.harness;

/**
 * What is measured: one operation on one store. The harness prepares for a block of runs, which is
 * not measured, and then measures the block: either it calls each run, or whoever has threads of
 * its own drives them itself.
 */
public sealed interface Operation permits Called, SelfDriven {
  /**
   * Makes what the next runs need.
   *
   * @param runs how many there will be, of all callers together
   */
  void prepare(int runs);
}
