package io.perdure.store.jooq.tasks;

import io.perdure.store.WorkflowId;
import io.perdure.store.jooq.sql.TextOrder;
import io.perdure.store.tasks.TaskKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A task's key as its row has it.
 *
 * @param workflow the empty one if the task is of none
 */
record TaskName(String workflow, String key) {
  /** Transactions that lock rows of the same tasks lock them in this order. */
  static final Comparator<TaskName> ORDER =
      Comparator.comparing(TaskName::workflow, TextOrder.BY_BYTES)
          .thenComparing(TaskName::key, TextOrder.BY_BYTES);

  static TaskName of(TaskKey key) {
    return new TaskName(key.workflow().map(WorkflowId::value).orElse(""), key.key());
  }

  /** Rows in that order, by the name that each has. */
  static <T> List<T> ordered(List<T> rows, Function<T, TaskName> name) {
    return rows.stream().sorted(Comparator.comparing(name, ORDER)).toList();
  }

  TaskKey taskKey() {
    return new TaskKey(
        workflow.isEmpty() ? Optional.empty() : Optional.of(new WorkflowId(workflow)), key);
  }

  @Override
  public String toString() {
    return workflow.isEmpty() ? "task " + key : workflow + " task " + key;
  }
}
