package io.perdure.store.timers;

import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.time.Instant;

/**
 * A due timer in the hands of one claimant.
 *
 * <p>It may be made anew from its parts, in another process, say; then the term is to be one that
 * ends no later.
 *
 * @param workflow whose timer
 * @param timer its name
 * @param fireAt when it was due
 * @param token proves the claim; the same for all timers of one claim
 * @param expiresAt from when on others may claim it, by the store's clock
 * @param term how long the claimant may act on it, by its own clock
 */
public record ClaimedTimer(
    WorkflowId workflow, String timer, Instant fireAt, Token token, Instant expiresAt, Term term) {
  public ClaimedTimer {
    Checks.present("workflow", workflow);
    Checks.id("timer", timer);
    Checks.instant("fireAt", fireAt);
    Checks.present("token", token);
    Checks.instant("expiresAt", expiresAt);
    Checks.present("term", term);
  }
}
