package io.perdure.store.timers;

import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.time.Instant;

/**
 * A timer that is to be scheduled.
 *
 * @param workflow whose timer; it need not have a history
 * @param timer its name, unique within the workflow: 1 to 512 bytes of UTF-8
 * @param fireAt when it is due, 1677-09-21 to 2262-04-11, kept to the nanosecond; may be past
 */
public record NewTimer(WorkflowId workflow, String timer, Instant fireAt) {
  public NewTimer {
    Checks.present("workflow", workflow);
    Checks.id("timer", timer);
    Checks.instant("fireAt", fireAt);
  }
}
