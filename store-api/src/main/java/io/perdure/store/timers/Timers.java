package io.perdure.store.timers;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The timers of a namespace: scheduled by name, claimed when due, and removed when they have fired.
 *
 * <p>The store wakes nobody: whoever acts on timers claims what is due, and waits until {@link
 * #nextDue} if that is nothing. What is due and when a claim expires, the store's clock decides. A
 * claimant that dies leaves its timers to others when its claim has expired, so each timer is acted
 * on at least once; {@link #fired} in one transaction with what it brings about makes that once.
 */
public interface Timers extends TimersReader {
  /** The most timers of one call. */
  int MAX_TIMERS = 10_000;

  /**
   * Schedules the workflow's timer of that name, in place of the one that there may be.
   *
   * <p>The same instant again changes nothing, not even a claim. Another instant replaces the timer
   * and ends a claim of it.
   *
   * @param timer 1 to 512 bytes of UTF-8
   * @param fireAt when it is due; may be past
   */
  default Scheduled schedule(WorkflowId workflow, String timer, Instant fireAt) {
    return schedule(List.of(new NewTimer(workflow, timer, fireAt))).get(0);
  }

  /**
   * Schedules the workflow's timer of that name so long from now, by the store's clock; see {@link
   * #schedule(WorkflowId, String, Instant)}. Called again it begins to count anew.
   *
   * @param delay 1 ms to 365 days
   */
  Scheduled schedule(WorkflowId workflow, String timer, Duration delay);

  /**
   * Schedules them all, or none if it throws; see {@link #schedule(WorkflowId, String, Instant)}.
   *
   * @param timers at most {@value #MAX_TIMERS}, none of them twice
   * @return what each came to, in the order given
   */
  List<Scheduled> schedule(List<NewTimer> timers);

  /**
   * Claims due timers: each is handed to one claimant only, until the claim expires. On Postgres
   * this never waits for another claimant. Those that could be claimed for the longest time are
   * handed out first.
   *
   * <p>A claim whose time has run out is lost only when another took the timer, or it was replaced
   * or cancelled: until then it may still be {@link #fired}. Its holder should act on it no longer
   * than its term says all the same.
   *
   * <p>A timer whose row is corrupt is in no answer and keeps back no other: it is out of the way
   * for that duration, and told where it is read.
   *
   * @param limit the most timers wanted, 1 to 10 000
   * @param duration for how long, 1 ms to 365 days
   * @return the claimed timers in the order of {@link #due}; none if none can be claimed
   */
  List<ClaimedTimer> claim(int limit, Duration duration);

  /**
   * Claims due timers under a token of the caller's, so that the call can be repeated if its answer
   * was lost; see {@link #claim(int, Duration)}.
   *
   * <p>If timers are held by that token already, they are answered again, all of them and no other,
   * and their claim is prolonged to that duration from now. Every claim needs a new token.
   *
   * @param token a {@link Token#random() random} one
   */
  List<ClaimedTimer> claim(Token token, int limit, Duration duration);

  /**
   * Removes the timer, which has fired.
   *
   * @throws ClaimLostException if it is not this claim's any more, was replaced or is gone; nothing
   *     was written
   */
  void fired(ClaimedTimer claim);

  /**
   * Removes the timers that are still their claim's; see {@link #fired(ClaimedTimer)}.
   *
   * @param claims at most {@value #MAX_TIMERS}, of one token or several
   * @return what became of each, in the order given
   */
  List<Fired> fired(List<ClaimedTimer> claims);

  /**
   * Removes the workflow's timer of that name, claimed or not; none is a no-op.
   *
   * @param timer 1 to 512 bytes of UTF-8
   * @return whether there was one
   */
  boolean cancel(WorkflowId workflow, String timer);
}
