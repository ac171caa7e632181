package io.perdure.bench.peers.dbscheduler;

import io.perdure.bench.harness.SelfDriven;
import java.time.Instant;

/** Executions that are due, claimed and completed by a scheduler's own workers. */
final class Executions implements SelfDriven {
  private final Schedulers scheduler;
  private final int batch;
  private final int behind;
  private boolean filled;
  private int prepared;

  /**
   * @param batch executions that count as one run
   * @param behind executions that are due behind those of a block
   */
  Executions(Schedulers scheduler, int batch, int behind) {
    this.scheduler = scheduler;
    this.batch = batch;
    this.behind = behind;
  }

  @Override
  public void prepare(int runs) {
    prepared = runs * batch;
    scheduler.schedule(filled ? prepared : prepared + behind, Instant.now());
    if (!filled) {
      scheduler.settle();
      scheduler.start();
    }
    filled = true;
  }

  @Override
  public void runAll() {
    scheduler.gate().let(prepared);
  }
}
