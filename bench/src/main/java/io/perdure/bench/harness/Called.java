package io.perdure.bench.harness;

/** An operation that callers run. Thread-safe if it is run by several. */
public non-sealed interface Called extends Operation {
  /** Runs it once; throws if it did not do what is to be measured. */
  void run();
}
