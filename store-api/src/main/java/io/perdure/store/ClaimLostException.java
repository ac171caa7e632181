package io.perdure.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was claimed is not this claim's any more: another took it, or it was changed or removed
 * meanwhile. Nothing was written. Whoever held the claim must leave to others what it stood for.
 */
public final class ClaimLostException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final @Nullable WorkflowId workflow;
  private final String key;

  /**
   * The loss of the claim of what has that key.
   *
   * @param workflow whose it was; empty if it belonged to none
   */
  public ClaimLostException(Optional<WorkflowId> workflow, String key) {
    super(
        workflow.map(id -> "workflow " + id + ": ").orElse("") + "the claim of " + key + " is lost",
        null);
    this.workflow = workflow.orElse(null);
    this.key = key;
  }

  /** The workflow that what was claimed belongs to; empty if it belongs to none. */
  public Optional<WorkflowId> workflow() {
    return Optional.ofNullable(workflow);
  }

  /** The key of what was claimed: a timer's name, a task's key. */
  public String key() {
    return key;
  }
}
