package io.perdure.store.tasks;

import io.perdure.store.ClaimLostException;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tasks of a namespace: an outbox and a work queue in one. What {@code enqueue} writes in a
 * transaction is handed out if that transaction commits, and to one claimant at a time.
 *
 * <p>A claimant that dies leaves its tasks to others when its claim has expired, so that each task
 * is handed out at least once; settling it in one transaction with what it brings about makes that
 * once. A claim is lost only when another claimant was handed the task, or it was cancelled,
 * returned or removed: until then it may still be settled, however late. Its holder should act on
 * it no longer than its term says all the same. Who is handed what by which clock: the store's.
 */
public interface Tasks extends TasksReader {
  /** The most tasks of one call. */
  int MAX_TASKS = 10_000;

  /** The most bytes of payloads that one call enqueues. */
  long MAX_BYTES = 64L << 20;

  /** The most deliveries that a queue can be told. */
  int MOST_DELIVERIES = 1_000_000_000;

  /**
   * Puts the task into its queue, unless its key is known.
   *
   * <p>A key stays known when its task has ended, until that is pruned.
   *
   * @throws IdempotencyConflictException if the key stood for other content; nothing was written
   */
  default Enqueued enqueue(NewTask task) {
    return enqueue(List.of(Checks.present("task", task))).get(0);
  }

  /**
   * Enqueues them all, or none if it throws; see {@link #enqueue(NewTask)}. Of equally due ones
   * those that stand earlier are handed out earlier.
   *
   * @param tasks at most {@value #MAX_TASKS} and 64 MiB, no key twice
   * @return what each came to, in the order given
   * @throws IdempotencyConflictException if a key stood for other content; nothing was written
   */
  List<Enqueued> enqueue(List<NewTask> tasks);

  /**
   * Claims due tasks of a queue that anybody may have; see {@link #claim(TaskClaim)}.
   *
   * @param limit the most tasks wanted, 1 to 10 000
   * @param duration for how long, 1 ms to 365 days
   */
  default List<ClaimedTask> claim(String queue, int limit, Duration duration) {
    return claim(TaskClaim.from(queue, limit, duration));
  }

  /**
   * Claims due tasks: each is handed to one claimant only, until the claim expires. On Postgres
   * this never waits for another claimant, and passes over what others are changing at that moment.
   * Taken are those that were due first, and of equally due ones those that were enqueued first; a
   * task whose claim has expired counts as due since then.
   *
   * <p>A task that was handed out as often as its queue {@linkplain #setMaxDeliveries allows} is
   * not handed out again: it is FAILED. So is one whose row is corrupt, with what is wrong as its
   * reason; it keeps back no other. Fewer tasks than wanted do therefore not mean that there are no
   * more; none does, but for those that others are changing.
   *
   * <p>Under a token of the caller's the call can be repeated if its answer was lost: if tasks are
   * held by that token already, they are answered again, all of them and no other, and their claim
   * is prolonged to that duration from now.
   *
   * @return the claimed tasks, by when they are due, then in the order in which they were enqueued;
   *     none if none can be claimed
   */
  List<ClaimedTask> claim(TaskClaim claim);

  /**
   * Prolongs the claim to that duration from now.
   *
   * @param duration 1 ms to 365 days
   * @return the task with its new expiry and term
   * @throws ClaimLostException if the task is not this claim's any more
   */
  ClaimedTask heartbeat(ClaimedTask task, Duration duration);

  /**
   * Prolongs the claims that are not lost; see {@link #heartbeat(ClaimedTask, Duration)}.
   *
   * @param tasks at most {@value #MAX_TASKS}, of one claim or several
   * @return the tasks in the order given; empty where the claim was lost
   */
  List<Optional<ClaimedTask>> heartbeat(List<ClaimedTask> tasks, Duration duration);

  /**
   * The task is DONE. Completing it again by the same claim is a no-op.
   *
   * @throws ClaimLostException if the task is not this claim's any more; nothing was written
   */
  default void complete(ClaimedTask task) {
    settle(task, Outcome.completed());
  }

  /**
   * The task is PENDING again, as its next attempt.
   *
   * @throws ClaimLostException if the task is not this claim's any more; nothing was written
   */
  default void retry(ClaimedTask task, Due due) {
    settle(task, Outcome.retry(due));
  }

  /**
   * The task is FAILED: a dead letter. Failing it again by the same claim with the same reason is a
   * no-op.
   *
   * @param reason for people; up to 8 KiB of UTF-8
   * @throws ClaimLostException if the task is not this claim's any more; nothing was written
   */
  default void fail(ClaimedTask task, String reason) {
    settle(task, Outcome.failed(reason));
  }

  /**
   * The task is PENDING again, as the same attempt and due when it was: for a claimant that shuts
   * down, say.
   *
   * @throws ClaimLostException if the task is not this claim's any more; nothing was written
   */
  default void abandon(ClaimedTask task) {
    settle(task, Outcome.abandoned());
  }

  /**
   * Writes what the claimant made of the task.
   *
   * @throws ClaimLostException if the task is not this claim's any more; nothing was written
   */
  default void settle(ClaimedTask task, Outcome outcome) {
    if (settle(List.of(new Settlement(task, outcome))).get(0) == Settled.LOST) {
      throw new ClaimLostException(task.key().workflow(), task.key().key());
    }
  }

  /**
   * Writes what claimants made of those tasks that are still theirs; the others are left alone.
   *
   * @param settlements at most {@value #MAX_TASKS}, of one claim or several; of several for one
   *     task under one token only the first can settle it
   * @return what became of each, in the order given
   */
  List<Settled> settle(List<Settlement> settlements);

  /**
   * Holds the workflow: its tasks, also those that are enqueued later, are not handed out until it
   * is {@linkplain #release released}. Who was handed one before keeps it and may settle it.
   *
   * @return whether it was not held before
   */
  boolean hold(WorkflowId workflow);

  /**
   * Ends the holding of the workflow.
   *
   * @return whether it was held
   */
  boolean release(WorkflowId workflow);

  /**
   * Cancels the tasks of the workflow that have not ended, claimed or not; those claims are lost.
   *
   * @return which, by key; none if there are none
   */
  List<TaskKey> cancelAll(WorkflowId workflow);

  /**
   * Puts the tasks back to PENDING, whatever their state, or enqueues those that are not there: for
   * an engine that knows from its histories what must be done. Claims on them are lost, deliveries
   * count anew, the attempt is kept, and each is due as given.
   *
   * @param tasks at most {@value #MAX_TASKS} and 64 MiB, no key twice
   * @return what each came to, in the order given
   * @throws IdempotencyConflictException if a key stood for other content; nothing was written
   */
  List<Recovered> recover(List<NewTask> tasks);

  /**
   * Puts the tasks that {@link #staleClaims} lists back to PENDING, as the same attempt, those that
   * were claimed first before the others. Claims on them are lost, expired or not. A corrupt row is
   * left as it is.
   *
   * @param due from when on they may be handed out again
   * @param limit the most tasks, 1 to 10 000
   * @return those tasks as they are now, by when they had been claimed, then workflow and key
   */
  List<Task> rearmStale(Instant claimedBefore, Due due, int limit);

  /**
   * Puts a dead letter back to PENDING, due at once, as the same attempt; deliveries count anew.
   *
   * @return whether there was one of that key
   */
  boolean requeue(TaskKey key);

  /**
   * Says how often a task of the queue is handed out at most; {@value #DEFAULT_MAX_DELIVERIES}
   * unless said. A task that kills or hangs each of its claimants ends as a dead letter that way.
   * Retries count, too: let it be more than your retries are.
   *
   * <p>It is stored with the queue, as message brokers do, and holds at once for what the queue has
   * already: said by each claimant, or at each opening, the fate of a task would depend on who of
   * them met it; said with each task, it could not be changed for those that wait.
   *
   * @param queue 1 to 512 bytes of UTF-8; it need not have tasks
   * @param deliveries 1 to 1 000 000 000
   */
  void setMaxDeliveries(String queue, int deliveries);
}
