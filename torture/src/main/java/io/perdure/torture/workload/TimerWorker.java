package io.perdure.torture.workload;

import io.perdure.store.WorkflowId;
import io.perdure.torture.truth.Effect;
import io.perdure.torture.truth.Told;
import java.util.Random;

/** Claims timers, and lets each fire in one transaction with the event that tells of it. */
final class TimerWorker extends Trade {
  private static final int TRIES = 3;

  TimerWorker(Desk desk, Random chance) {
    super(desk, chance);
  }

  @Override
  void work() {
    Told told = desk().alone("claim-timers", new Effect.ClaimTimers(1L + any(5)));
    if (!done(told) || told.fact(0).isEmpty()) {
      return;
    }
    for (String claimed : told.fact(0).split(",", -1)) {
      if (percent(96)) {
        String[] name = claimed.split("/", 2);
        fire(name[0], name[1]);
      } // else it is forgotten, and its claim expires
    }
  }

  private void fire(String workflow, String timer) {
    for (int i = 0; i < TRIES; i++) {
      long head = desk().store().history().head(WorkflowId.of(workflow));
      Told told =
          desk().together("fire", new Effect.Fire(workflow, timer), events(workflow, head, 1));
      if (!refusedBy(told, "SequenceConflictException")) {
        return;
      }
    }
  }
}
