package io.perdure.bench.peers.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import io.perdure.bench.peers.Gate;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * The bodies of the workflows.
 *
 * @param gate before which tasks stand
 * @param stepping with whom workflows of steps begin
 * @param ended where tasks leave their ids
 */
record ChargingWorkflows(DBOS dbos, Gate gate, Supplier<Stepping> stepping, Queue<String> ended)
    implements Charges {
  @Override
  @Workflow(name = "steps")
  public void steps(int steps, String payload) {
    Stepping together = stepping.get();
    together.stand();
    for (int i = 0; i < steps; i++) {
      dbos.runStep(() -> payload, "charge");
    }
    together.end();
  }

  @Override
  @Workflow(name = "task")
  public void task(String payload) {
    gate.pass();
    ended.add(String.valueOf(DBOS.workflowId()));
    gate.completed();
  }
}
