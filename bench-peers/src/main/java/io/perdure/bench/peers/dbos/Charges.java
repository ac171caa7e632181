package io.perdure.bench.peers.dbos;

/** Workflows, as DBOS wants them: behind an interface that it can stand in for. */
public interface Charges {
  /** Runs that many steps, each of which returns the payload. */
  void steps(int steps, String payload);

  /** Waits for its turn and ends. */
  void task(String payload);
}
