package io.perdure.store.jooq.tasks;

import io.perdure.store.Bytes;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.jooq.dialect.ManySql;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.tasks.ManyColumns.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts tasks into the table whose keys are free, and looks at what the other keys stand for.
 *
 * <p>A conflict is found out when tasks were inserted already, which are then taken back: nobody
 * has seen them, because whatever inserts several is a transaction.
 */
record Enqueuing(Session session, String namespace) {
  /** Inserts what is not there, and answers which. */
  Set<TaskName> enqueue(List<Row> rows) {
    return insert(rows, EnqueueSql.KNOWN);
  }

  /** Inserts what is not there, and answers which; all others are made PENDING. */
  Set<TaskName> recover(List<Row> rows) {
    Set<TaskName> inserted = insert(rows, EnqueueSql.LOCK_KNOWN);
    List<Row> known = rows.stream().filter(row -> !inserted.contains(row.name())).toList();
    int returned =
        EnqueueSql.RECOVER
            .run(
                session,
                bound -> bound.set("ns", namespace).clock(),
                known,
                row -> row.getString(1))
            .size();
    if (returned != known.size()) {
      throw new IllegalStateException("a task was not recovered: is a lock missing?");
    }
    return inserted;
  }

  private Set<TaskName> insert(List<Row> rows, ManySql<TaskName> look) {
    Set<TaskName> inserted = new HashSet<>();
    List<Row> left = rows;
    while (!left.isEmpty()) {
      inserted.addAll(insert(left));
      List<Row> rest = left.stream().filter(row -> !inserted.contains(row.name())).toList();
      Map<TaskName, Bytes> known = known(rest, look);
      for (Row row : rest) {
        Bytes digest = known.get(row.name());
        if (digest != null && !digest.equals(row.digest())) {
          takeBack(inserted);
          throw conflict(row.name());
        }
      }
      // What was removed between the two statements can be inserted now.
      left = rest.stream().filter(row -> !known.containsKey(row.name())).toList();
    }
    for (Row row : rows) {
      if (row.body() != null && inserted.contains(row.name())) {
        TaskClaims.BODIES.write(session, namespace, row.body(), row.task().payload().bytes());
      }
    }
    return inserted;
  }

  private List<TaskName> insert(List<Row> rows) {
    return EnqueueSql.INSERT
        .changed(
            session,
            bound -> bound.set("ns", namespace).clock(),
            rows,
            row -> new TaskName(row.getString(1), row.getString(2)),
            Row::name)
        .stream()
        .map(Row::name)
        .toList();
  }

  private Map<TaskName, Bytes> known(List<Row> rows, ManySql<TaskName> look) {
    Map<TaskName, Bytes> known = new HashMap<>();
    List<TaskName> names = TaskName.ordered(rows.stream().map(Row::name).toList(), name -> name);
    look.run(
            session,
            bound -> bound.set("ns", namespace),
            names,
            row ->
                Map.entry(
                    new TaskName(row.getString(1), row.getString(2)),
                    Bytes.copyOf(row.getBytes(3))))
        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
    return known;
  }

  private void takeBack(Set<TaskName> inserted) {
    EnqueueSql.TAKE_BACK.run(
        session,
        bound -> bound.set("ns", namespace),
        new ArrayList<>(inserted),
        row -> row.getString(1));
  }

  private static IdempotencyConflictException conflict(TaskName name) {
    String scope =
        name.workflow().isEmpty() ? "tasks of no workflow" : "tasks of workflow " + name.workflow();
    return new IdempotencyConflictException(scope, Key.of(name.key()));
  }
}
