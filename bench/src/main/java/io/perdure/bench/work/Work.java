package io.perdure.bench.work;

/** What is asked of everybody who takes part. Payloads are bytes that do not compress. */
public sealed interface Work {
  /**
   * Appends to histories. A run is one append, guarded by the head that is expected; each caller
   * has workflows of its own and takes them in turns.
   *
   * @param events of each append
   * @param bytes of each event's payload
   * @param callers how many append at a time
   */
  record Append(int events, int bytes, int callers) implements Work {}

  /**
   * Reads a history from its beginning to its end into records, by one caller.
   *
   * @param events that it has
   * @param bytes of each event's payload
   */
  record Read(int events, int bytes) implements Work {}

  /**
   * Claims tasks of 256 bytes from a queue and completes them by that claim. A run is one batch.
   *
   * @param batch tasks that are claimed at once, and completed at once where that can be done
   * @param claimants how many claim at a time
   * @param waiting tasks that are due and stay behind those that are claimed
   */
  record ClaimComplete(int batch, int claimants, int waiting) implements Work {}

  /**
   * Schedules timers that do not exist yet, each of a workflow of its own, by one caller. A run is
   * one batch.
   *
   * @param batch timers that are scheduled at once
   */
  record Schedule(int batch) implements Work {}

  /**
   * Hands out timers that are due and removes them as fired, by one caller. A run is one page.
   *
   * @param page timers that are handed out at once, and fired at once where that can be done
   */
  record DueFired(int page) implements Work {}
}
