package io.perdure.store.tasks;

import io.perdure.store.Payload;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.internal.Checks;
import java.time.Instant;

/**
 * A task in the hands of one claimant.
 *
 * <p>It may be made anew from its parts, in another process, say; then the term is to be one that
 * ends no later. Two are equal only if they are of one answer.
 *
 * @param key what the task is known by
 * @param scope where it waited
 * @param payload what there is to do
 * @param attempt which attempt this is, from 1
 * @param deliveries how often it was handed out, this time included; above 1 says that an earlier
 *     claimant may have begun it
 * @param token proves the claim; the same for all tasks of one claim
 * @param expiresAt from when on others may be handed it, by the store's clock
 * @param term how long the claimant may act on it, by its own clock
 */
public record ClaimedTask(
    TaskKey key,
    TaskScope scope,
    Payload payload,
    long attempt,
    long deliveries,
    Token token,
    Instant expiresAt,
    Term term) {
  public ClaimedTask {
    Checks.present("key", key);
    Checks.present("scope", scope);
    Checks.present("payload", payload);
    Checks.between("attempt", attempt, 1, Long.MAX_VALUE);
    Checks.between("deliveries", deliveries, 1, Long.MAX_VALUE);
    Checks.present("token", token);
    Checks.instant("expiresAt", expiresAt);
    Checks.present("term", term);
  }
}
