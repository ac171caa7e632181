package io.perdure.store.tasks;

/** What enqueuing a task came to. */
public enum Enqueued {
  /** Its key was free: the task is in its queue. */
  ENQUEUED,
  /** The key stood for that very content before; nothing has changed, whatever its task's state. */
  KNOWN
}
