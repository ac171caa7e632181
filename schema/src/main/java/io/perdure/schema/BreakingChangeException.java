package io.perdure.schema;

import java.util.List;

/**
 * A migration was refused because code that may still run would not tolerate it; nothing was
 * changed. See {@link StoreSchema#whileRunning()}.
 */
public final class BreakingChangeException extends SchemaException {
  private static final long serialVersionUID = 1L;

  private final List<String> changes;

  BreakingChangeException(long running, List<String> changes) {
    super(
        "Code for schema version "
            + running
            + " could not go on with "
            + String.join(", ", changes)
            + ": stop what runs first, then migrate without whileRunning()");
    this.changes = List.copyOf(changes);
  }

  /** Names of the changes that are not tolerated, in order. */
  public List<String> changes() {
    return changes;
  }
}
