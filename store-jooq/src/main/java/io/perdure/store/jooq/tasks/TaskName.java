package io.perdure.store.jooq.tasks;

import io.perdure.store.WorkflowId;
import io.perdure.store.jooq.sql.TextOrder;
import io.perdure.store.tasks.TaskKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A task's key as its row has it.
 *
 * @param workflow the empty one if the task is of none
 */
record TaskName(String workflow, String key) {
  /** Stands for a part that a corrupt row has not: no id has this character. */
  private static final String MISSING = "\0";

  /** The first of all keys. */
  private static final String FIRST = "\1";

  /** Transactions that lock rows of the same tasks lock them in this order. */
  static final Comparator<TaskName> ORDER =
      Comparator.comparing(TaskName::workflow, TextOrder.BY_BYTES)
          .thenComparing(TaskName::key, TextOrder.BY_BYTES);

  static TaskName of(TaskKey key) {
    return new TaskName(key.workflow().map(WorkflowId::value).orElse(""), key.key());
  }

  /** As the row has it, in that column and the next. */
  static TaskName of(ResultSet row, int column) throws SQLException {
    return new TaskName(
        Objects.requireNonNullElse(row.getString(column), MISSING),
        Objects.requireNonNullElse(row.getString(column + 1), MISSING));
  }

  /** Behind what its row stands in lists by name: one without comes before all. */
  TaskName place() {
    if (workflow.equals(MISSING)) {
      return new TaskName("", FIRST);
    }
    return key.equals(MISSING) ? new TaskName(workflow, FIRST) : this;
  }

  /** Rows in that order, by the name that each has. */
  static <T> List<T> ordered(List<T> rows, Function<T, TaskName> name) {
    return rows.stream().sorted(Comparator.comparing(name, ORDER)).toList();
  }

  TaskKey taskKey() {
    if (workflow.equals(MISSING) || key.equals(MISSING)) {
      throw new IllegalStateException("no " + (key.equals(MISSING) ? "key" : "workflow"));
    }
    return new TaskKey(
        workflow.isEmpty() ? Optional.empty() : Optional.of(new WorkflowId(workflow)), key);
  }

  @Override
  public String toString() {
    return workflow.isEmpty() ? "task " + shown(key) : shown(workflow) + " task " + shown(key);
  }

  private static String shown(String part) {
    return part.equals(MISSING) ? "(none)" : part;
  }
}
