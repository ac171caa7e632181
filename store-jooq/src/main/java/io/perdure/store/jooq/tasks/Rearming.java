package io.perdure.store.jooq.tasks;

import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.tasks.ManyColumns.Rearmed;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.Task;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts claimed tasks back to PENDING, in the session's transaction. One whose row is corrupt is
 * left as it is.
 *
 * @param before when they were claimed, at the latest a moment before this
 */
record Rearming(Session session, String namespace, Instant before, Due due) {
  List<Task> rearm(int limit) {
    List<Rearmed> stale = stale(limit);
    Map<TaskName, TaskRow> rearmed =
        TasksSql.REARM
            .run(session, bound -> bound.set("ns", namespace).clock(), stale, TaskRow::of)
            .stream()
            .collect(Collectors.toMap(TaskRow::name, Function.identity()));
    return stale.stream()
        .map(task -> rearmed.get(task.name()))
        .map(row -> row.task(Optional.empty()))
        .toList();
  }

  /** Locks them, in the order in which they were claimed. */
  private List<Rearmed> stale(int limit) {
    List<Rearmed> stale = new ArrayList<>();
    Optional<RowKey> last = Optional.empty();
    while (stale.size() < limit) {
      int wanted = limit - stale.size();
      List<TaskRow> rows =
          TaskRows.behind(TaskListSql.LOCK_STALE.bind(session, wanted), last)
              .set("ns", namespace)
              .set("before", InstantNanos.toNanos(before))
              .list(TaskRow::of);
      rows.forEach(
          row ->
              Corrupt.passingOver(row::token, corrupt -> {})
                  .ifPresent(token -> stale.add(new Rearmed(row.name(), token, due))));
      if (rows.size() < wanted) {
        break;
      }
      TaskRow behind = rows.get(rows.size() - 1);
      last = Optional.of(TaskRows.key(behind.claimedAt(), behind.name()));
    }
    return stale;
  }
}
