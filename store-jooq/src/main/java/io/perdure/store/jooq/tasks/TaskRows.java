package io.perdure.store.jooq.tasks;

import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging.Chunks;
import io.perdure.store.jooq.engine.Paging.Rows;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.tasks.Task;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of lists of tasks. */
final class TaskRows {
  private TaskRows() {}

  static Rows<TaskRow, Task> of(Function<TaskRow, RowKey> order, Chunks<TaskRow> chunks) {
    return Rows.of(order, TaskRow::bytes, TaskRow::task, chunks);
  }

  /** The key of a row in a list that is ordered by an instant, then the name. */
  static RowKey key(@Nullable Long at, TaskName name) {
    TaskName place = name.place();
    return new RowKey(
        at == null ? Long.MIN_VALUE : at, Groups.texts(place.key(), place.workflow()));
  }

  /** Begins such a list behind the key. */
  static Bound behind(Bound statement, Optional<RowKey> last) {
    return statement
        .set("at", last.map(RowKey::number).orElse(Long.MIN_VALUE))
        .set("workflow", last.map(Groups::second).orElse(TaskListSql.BEFORE_ALL))
        .set("key", last.map(RowKey::text).orElse(TaskListSql.BEFORE_ALL));
  }
}
