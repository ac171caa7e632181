package io.perdure.torture.truth;

import java.util.List;

/**
 * One thing that an operation asks of one room. Whatever is written carries the operation's id, so
 * that what is found can be told from what was asked.
 */
public sealed interface Effect {
  /** Events at the end of a history: one for each mark, {@code none} for an event without one. */
  record Events(String workflow, long head, List<String> marks, Repeat repeat) implements Effect {}

  /** A document, in place of that revision. */
  record Put(String document, long revision) implements Effect {}

  /** A document of that revision is deleted. */
  record Drop(String document, long revision) implements Effect {}

  /** A task; without a workflow its name is empty. */
  record Enqueue(String workflow, String task, String queue, long delayMillis) implements Effect {}

  /** Tasks are claimed. */
  record Claim(String queue, long limit) implements Effect {}

  /** The claim of a task is prolonged. */
  record Heartbeat(String workflow, String task) implements Effect {}

  /** A task is settled: {@code complete}, {@code retry}, {@code fail} or {@code abandon}. */
  record Settle(String workflow, String task, String outcome) implements Effect {}

  /** The tasks of a workflow are held. */
  record Hold(String workflow) implements Effect {}

  /** The tasks of a workflow are no longer held. */
  record Release(String workflow) implements Effect {}

  /** The tasks of a workflow are cancelled. */
  record CancelTasks(String workflow) implements Effect {}

  /** A dead letter is put back. */
  record Requeue(String workflow, String task) implements Effect {}

  /** A timer, due at that instant. */
  record Schedule(String workflow, String timer, long fireAtMillis) implements Effect {}

  /** Timers are claimed. */
  record ClaimTimers(long limit) implements Effect {}

  /** A timer has fired. */
  record Fire(String workflow, String timer) implements Effect {}

  /** A timer is cancelled. */
  record CancelTimer(String workflow, String timer) implements Effect {}

  /** An output of a task. */
  record Produce(String task, String producer, String kind, List<String> parents, Repeat repeat)
      implements Effect {}

  /** A version of a package, and its type's route to it. */
  record Deploy(String type, String hash, long length) implements Effect {}

  /** A route. */
  record Point(String type, String hash) implements Effect {}

  /** A version of a package is deleted. */
  record Remove(String type, String hash) implements Effect {}

  /** A lease is wanted. */
  record Acquire(String resource, String owner) implements Effect {}

  /** A lease is prolonged. */
  record Renew(String resource, long fence) implements Effect {}

  /** A lease is given up. */
  record GiveUp(String resource, long fence) implements Effect {}

  /** A lease is taken from whoever held it with that fence. */
  record TakeOver(String resource, String owner, long observed) implements Effect {}

  /** The transaction commits only while its owner has the lease with that fence. */
  record Fenced(String resource, long fence) implements Effect {}

  /** A workflow is deleted, with all that hangs on it. */
  record Delete(String workflow) implements Effect {}

  /** At most so many of what is old are removed: what ended longer ago than that. */
  record Prune(Old old, long ageMillis, long limit) implements Effect {}

  /** Archives that nobody needs any more are removed. */
  record Collect(long limit) implements Effect {}

  /** A copy of the store is made, of that name. */
  record Backup(String file) implements Effect {}

  /** The workflow on which it hangs; empty if on none. */
  default String workflow() {
    return "";
  }

  /** What a prune removes. */
  enum Old {
    /** Workflows of those that are there to be pruned, of any age. */
    WORKFLOWS,
    /** Tasks that are DONE or CANCELLED. */
    TASKS,
    /** Tasks that are FAILED. */
    DEAD_LETTERS,
    /** Keys under which something was asked. */
    KEYS
  }

  /** Whether the room is given a key of the operation's. */
  enum Repeat {
    /** With a key: a repeat answers what the first call answered. */
    KEYED,
    /** Without one. */
    PLAIN
  }
}
