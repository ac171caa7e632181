package io.perdure.store.tasks;

/** Where a task stands. */
public enum TaskState {
  /** It waits: until it is due, until its workflow is released, or for a claimant. */
  PENDING,
  /** It was handed to a claimant; if that claim has expired, another may be handed it. */
  CLAIMED,
  /** Its claimant completed it. */
  DONE,
  /** A dead letter: its claimant gave it up, or it was handed out too often. */
  FAILED,
  /** It was cancelled before it had ended. */
  CANCELLED;

  /** Whether nothing more will be done about it unless somebody asks for that. */
  public boolean ended() {
    return this != PENDING && this != CLAIMED;
  }
}
