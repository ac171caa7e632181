package io.perdure.bench.peers.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import io.perdure.bench.peers.Gate;
import java.util.Queue;

/**
 * The bodies of the workflows.
 *
 * @param gate before which tasks stand
 * @param stepped told of each workflow whose steps are done
 * @param ended where tasks leave their ids
 */
record ChargingWorkflows(DBOS dbos, Gate gate, Runnable stepped, Queue<String> ended)
    implements Charges {
  @Override
  @Workflow(name = "steps")
  public void steps(int steps, String payload) {
    for (int i = 0; i < steps; i++) {
      dbos.runStep(() -> payload, "charge");
    }
    stepped.run();
  }

  @Override
  @Workflow(name = "task")
  public void task(String payload) {
    gate.pass();
    ended.add(String.valueOf(DBOS.workflowId()));
    gate.completed();
  }
}
