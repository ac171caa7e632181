package io.perdure.store;

import io.perdure.store.internal.Checks;
import java.io.Serializable;
import java.util.UUID;

/**
 * The id of one run of a workflow, unique among the runs of that workflow.
 *
 * @param value 1 to 512 bytes of UTF-8, without U+0000 and unpaired surrogates
 */
public record RunId(String value) implements Serializable {
  public RunId {
    Checks.id("run", value);
  }

  /** The run of that id. */
  public static RunId of(String value) {
    return new RunId(value);
  }

  /** A new random run id. */
  public static RunId random() {
    return new RunId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
