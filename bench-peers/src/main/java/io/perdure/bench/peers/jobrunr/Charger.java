package io.perdure.bench.peers.jobrunr;

import io.perdure.bench.peers.Gate;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** Runs a job as soon as its gate lets it. */
public final class Charger implements JobRequestHandler<Charge> {
  private final Gate gate;

  Charger(Gate gate) {
    this.gate = gate;
  }

  @Override
  public void run(Charge job) {
    gate.pass();
  }
}
