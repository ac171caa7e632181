package io.perdure.store.jooq.tasks;

import io.perdure.store.Payload;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.jooq.bodies.BodyParts;
import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskState;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as a claim answers it.
 *
 * @param whole whether its parts are all there; else chunks of a large payload must be read
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
    boolean whole) {
  private static final Comparator<ClaimedRow> AS_DUE =
      Comparator.comparingLong(ClaimedRow::dueAt).thenComparingLong(ClaimedRow::pos);

  private static final int PAYLOAD = TaskClaims.COLUMNS.size();

  /** Reads the rows of one answer, of which each chunk of a large payload may have one. */
  static final class Reader {
    private final Map<Long, ClaimedRow> rows = new LinkedHashMap<>();

    ClaimedRow take(ResultSet row) throws SQLException {
      long pos = row.getLong(1);
      ClaimedRow known = rows.get(pos);
      BodyParts parts = known == null ? new BodyParts() : known.parts();
      String body = known == null ? row.getString(PAYLOAD - 1) : known.body();
      byte[] chunk = body == null ? null : row.getBytes(PAYLOAD + 2);
      parts.take(row.getBytes(PAYLOAD), chunk == null ? 0 : row.getLong(PAYLOAD + 1), chunk);
      if (known == null) {
        known = of(row, pos, body, parts, body == null || chunk != null);
        rows.put(pos, known);
      }
      return known;
    }

    /** Whether any was answered, handed out or failed. */
    boolean any() {
      return !rows.isEmpty();
    }

    /** The tasks that were handed out, by when they are due, then in the order of enqueuing. */
    List<ClaimedRow> handedOut() {
      return rows.values().stream()
          .filter(row -> !TaskState.FAILED.name().equals(row.state()))
          .sorted(AS_DUE)
          .toList();
    }
  }

  private static ClaimedRow of(
      ResultSet row, long pos, @Nullable String body, BodyParts parts, boolean whole)
      throws SQLException {
    return new ClaimedRow(
        pos,
        new TaskName(row.getString(2), row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getString(11),
        row.getLong(12),
        body,
        parts,
        whole);
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
