package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.Serializable;

/**
 * The id of a workflow within its namespace; ordered by the bytes of its UTF-8 wherever it orders.
 *
 * @param value 1 to 512 bytes of UTF-8, without U+0000 and unpaired surrogates
 */
public record WorkflowId(String value) implements Serializable {
  public WorkflowId {
    Checks.id("workflow", value);
  }

  /** The workflow of that id. */
  public static WorkflowId of(String value) {
    return new WorkflowId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
