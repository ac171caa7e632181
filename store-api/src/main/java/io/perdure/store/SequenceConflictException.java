package io.perdure.store;

/**
 * The stored head is not the one the append expected: somebody else appended, or the number was
 * wrong. Nothing was written. Read again, decide again, append again.
 */
public final class SequenceConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final WorkflowId workflow;
  private final long expected;
  private final long found;

  public SequenceConflictException(WorkflowId workflow, long expected, long found) {
    super("workflow " + workflow + ": expected head " + expected + ", found " + found, null);
    this.workflow = workflow;
    this.expected = expected;
    this.found = found;
  }

  public WorkflowId workflow() {
    return workflow;
  }

  /** The head that the append expected. */
  public long expected() {
    return expected;
  }

  /** The head that is stored; 0 for a workflow without events. */
  public long found() {
    return found;
  }
}
