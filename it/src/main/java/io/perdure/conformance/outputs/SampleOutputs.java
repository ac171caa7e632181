package io.perdure.conformance.outputs;

import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;

/** Outputs of one attempt, where a test does not care what they say. */
final class SampleOutputs {
  static final TaskAttempt TASK = TaskAttempt.of("summarize", 1);

  private SampleOutputs() {}

  static NewOutput progress() {
    return NewOutput.of(TASK, "writer", OutputKind.PROGRESS);
  }
}
