package io.perdure.store.tasks;

import io.perdure.store.internal.Checks;

/**
 * What a claimant makes of one of its tasks.
 *
 * @param task the task, as it was handed out
 * @param outcome what became of it
 */
public record Settlement(ClaimedTask task, Outcome outcome) {
  public Settlement {
    Checks.present("task", task);
    Checks.present("outcome", outcome);
  }
}
