package io.perdure.store.jooq.tasks;

import io.perdure.store.PageToken;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.tasks.Task;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a list of tasks, as pages are made of them. */
record TaskRows(Function<TaskRow, RowKey> order, Chunks chunks)
    implements Paging.Rows<TaskRow, Task> {
  @FunctionalInterface
  interface Chunks {
    List<TaskRow> behind(Optional<RowKey> last, int limit);
  }

  /** The key of a row in a list that is ordered by an instant, then the name. */
  static RowKey key(@Nullable Long at, TaskName name) {
    return new RowKey(at == null ? Long.MIN_VALUE : at, Groups.texts(name.key(), name.workflow()));
  }

  /** Begins such a list behind the key. */
  static Bound behind(Bound statement, Optional<RowKey> last) {
    return statement
        .set("at", last.map(RowKey::number).orElse(Long.MIN_VALUE))
        .set("workflow", last.map(Groups::second).orElse(TaskListSql.BEFORE_ALL))
        .set("key", last.map(RowKey::text).orElse(TaskListSql.BEFORE_ALL));
  }

  @Override
  public List<TaskRow> behind(Optional<RowKey> last, int limit) {
    return chunks.behind(last, limit);
  }

  @Override
  public RowKey key(TaskRow row) {
    return order.apply(row);
  }

  @Override
  public long bytes(TaskRow row) {
    return row.bytes();
  }

  @Override
  public Task entry(TaskRow row, Optional<PageToken> next) {
    return row.task(next);
  }
}
