package io.perdure.store.tasks;

/** What recovering a task came to. */
public enum Recovered {
  /** There was no such task: it was enqueued. */
  ENQUEUED,
  /** There was; whatever its state was, it is PENDING. */
  RETURNED
}
