package io.perdure.store.jooq.tasks;

import io.perdure.store.Payload;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskState;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as a claim answers it.
 *
 * @param whole whether its parts are all there; else the chunks of a large payload must be read
 * @param missing a column of which the row has no value though it may never be without
 */
record ClaimedRow(
    long pos,
    TaskName name,
    String queue,
    String node,
    @Nullable String state,
    long dueAt,
    long expiresAt,
    long attempt,
    long deliveries,
    String contentType,
    long size,
    @Nullable String body,
    BodyParts parts,
    boolean whole,
    @Nullable String missing) {
  private static final Comparator<ClaimedRow> AS_DUE =
      Comparator.comparingLong(ClaimedRow::dueAt).thenComparingLong(ClaimedRow::pos);

  static ClaimedRow of(ResultSet row) throws SQLException {
    String body = row.getString(13);
    byte[] payload = row.getBytes(14);
    BodyParts parts = new BodyParts();
    parts.take(payload, 0, null);
    long dueAt = row.getLong(7);
    String missing = Corrupt.missing(row, dueAt, "due_at", null);
    long size = row.getLong(12);
    missing = Corrupt.missing(row, size, "size", missing);
    return new ClaimedRow(
        row.getLong(1),
        TaskName.of(row, 2),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        dueAt,
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getString(11),
        size,
        body,
        parts,
        body == null || payload != null,
        missing);
  }

  /** Those that were handed out, by when they are due, then in the order of enqueuing. */
  static List<ClaimedRow> handedOut(List<ClaimedRow> answered) {
    return answered.stream()
        .filter(row -> !TaskState.FAILED.name().equals(row.state()))
        .sorted(AS_DUE)
        .toList();
  }

  /** The task, with all of its payload. */
  ClaimedTask task(Session session, String namespace, Token token, Term term) {
    if (!whole && body != null) {
      TasksSql.chunks(session, namespace, body, parts);
    }
    return Corrupt.row(
        TaskRow.TABLE,
        name.toString(),
        Optional.empty(),
        () -> {
          Corrupt.complete(missing);
          if (Corrupt.constant(TaskState.class, state) != TaskState.CLAIMED) {
            throw new IllegalStateException("claimed, and yet " + state);
          }
          return new ClaimedTask(
              name.taskKey(),
              TaskRow.scope(queue, node),
              new Payload(parts.whole(size), contentType),
              attempt,
              deliveries,
              token,
              InstantNanos.toInstant(expiresAt),
              term);
        });
  }
}
