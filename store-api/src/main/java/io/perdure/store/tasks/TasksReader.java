package io.perdure.store.tasks;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/**
 * The tasks of a namespace, for reading.
 *
 * <p>Texts order by the bytes of their UTF-8, and tasks of no workflow before those of one. A row
 * that this library cannot have written is a {@link io.perdure.store.CorruptRecordException}.
 * Thread-safe, unless it was got from a transaction or a snapshot.
 */
public interface TasksReader {
  /** How often a task is handed out at most, where its queue says nothing else. */
  int DEFAULT_MAX_DELIVERIES = 20;

  /** The task of that key. */
  Optional<Task> find(TaskKey key);

  /** What the task of that key has to tell its claimant. */
  Optional<Payload> findPayload(TaskKey key);

  /** The tasks of the workflow, in whatever state, by key. */
  Page<Task> list(WorkflowId workflow, PageRequest page);

  /** The tasks that FAILED, by when that was, then workflow and key. */
  Page<Task> deadLetters(PageRequest page);

  /**
   * The tasks that were claimed before that instant and are still CLAIMED, whether the claim has
   * expired or not; by when they were claimed, then workflow and key. A heartbeat does not change
   * when a task was claimed.
   */
  Page<Task> staleClaims(Instant claimedBefore, PageRequest page);

  /** The workflows that have a task that has not ended, by id. */
  Page<WorkflowId> unsettledWorkflows(PageRequest page);

  /** The workflows that are held, by id, whether they have tasks or not. */
  Page<WorkflowId> heldWorkflows(PageRequest page);

  /** Where tasks are PENDING and not held, by queue, then node; those for anybody come first. */
  Page<PendingScope> pendingScopes(PageRequest page);

  /**
   * The queues that have a task that has not ended, by name, with how many. What it takes grows
   * with the number of those, not with what has ended.
   */
  Page<QueueCounts> counts(PageRequest page);

  /** How often a task of the queue is handed out at most: see {@link Tasks#setMaxDeliveries}. */
  int maxDeliveries(String queue);
}
