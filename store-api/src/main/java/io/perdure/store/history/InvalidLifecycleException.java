package io.perdure.store.history;

import io.perdure.store.StoreException;
import io.perdure.store.WorkflowId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mark that cannot follow the workflow's status, or a run id that the workflow has used before.
 * Nothing was written. See {@link WorkflowStatus} for what may follow what.
 */
public final class InvalidLifecycleException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final WorkflowId workflow;
  private final @Nullable WorkflowStatus status;
  private final MarkKind mark;

  public InvalidLifecycleException(
      WorkflowId workflow, Optional<WorkflowStatus> status, MarkKind mark, String reason) {
    super("workflow " + workflow + ": " + reason, null);
    this.workflow = workflow;
    this.status = status.orElse(null);
    this.mark = mark;
  }

  public WorkflowId workflow() {
    return workflow;
  }

  /** The status that the mark met; empty if the workflow was never started. */
  public Optional<WorkflowStatus> status() {
    return Optional.ofNullable(status);
  }

  /** The mark that was refused. */
  public MarkKind mark() {
    return mark;
  }
}
