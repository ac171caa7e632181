package io.perdure.store.tasks;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as it is stored, without its payload.
 *
 * @param key what it is known by
 * @param scope where it waits or waited
 * @param state where it stands
 * @param dueAt from when on it may be, or might have been, handed out, by the store's clock
 * @param attempt which attempt at it is next or under way, from 1; a retry counts, nothing else
 * @param deliveries how often it was handed out since it was enqueued, requeued or recovered
 * @param claim the claim on it, if it is CLAIMED
 * @param end its end, if it has ended
 */
public record Task(
    TaskKey key,
    TaskScope scope,
    TaskState state,
    Instant dueAt,
    long attempt,
    long deliveries,
    Optional<Claim> claim,
    Optional<End> end) {
  /**
   * A claim.
   *
   * @param at when the task was handed out, by the store's clock
   * @param until when it expires; an instant that has passed says that another may be handed it
   */
  public record Claim(Instant at, Instant until) {}

  /**
   * An end.
   *
   * @param at when, by the store's clock
   * @param reason why, of a FAILED task
   */
  public record End(Instant at, Optional<String> reason) {}
}
