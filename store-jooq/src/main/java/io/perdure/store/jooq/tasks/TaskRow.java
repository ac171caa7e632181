package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static java.util.function.Predicate.not;

import io.perdure.store.PageToken;
import io.perdure.store.Token;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.tasks.Task;
import io.perdure.store.tasks.TaskScope;
import io.perdure.store.tasks.TaskState;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code perdure_task} as it is stored, without its payload.
 *
 * @param availableAt when it can be claimed, of one that has not ended
 */
record TaskRow(
    TaskName name,
    String queue,
    @Nullable String node,
    @Nullable String state,
    @Nullable Long dueAt,
    @Nullable Long availableAt,
    long attempt,
    @Nullable Long deliveries,
    @Nullable String claim,
    @Nullable Long claimedAt,
    @Nullable Long endedAt,
    @Nullable String reason) {
  static final String TABLE = "perdure_task";

  /** What is read of each row, in this order. */
  static final List<Field<?>> COLUMNS =
      List.of(
          PERDURE_TASK.WORKFLOW,
          PERDURE_TASK.KEY,
          PERDURE_TASK.QUEUE,
          PERDURE_TASK.NODE,
          PERDURE_TASK.STATE,
          PERDURE_TASK.DUE_AT,
          PERDURE_TASK.AVAILABLE_AT,
          PERDURE_TASK.ATTEMPT,
          PERDURE_TASK.DELIVERIES,
          PERDURE_TASK.CLAIM,
          PERDURE_TASK.CLAIMED_AT,
          PERDURE_TASK.ENDED_AT,
          PERDURE_TASK.REASON);

  /** Roughly what the entry has beside its texts. */
  private static final int FIXED_BYTES = 64;

  static TaskRow of(ResultSet row) throws SQLException {
    return new TaskRow(
        TaskName.of(row, 1),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        Corrupt.number(row, 6),
        Corrupt.number(row, 7),
        row.getLong(8),
        Corrupt.number(row, 9),
        row.getString(10),
        Corrupt.number(row, 11),
        Corrupt.number(row, 12),
        row.getString(13));
  }

  static TaskScope scope(String queue, @Nullable String node) {
    return new TaskScope(
        queue, Optional.of(Corrupt.present("node", node)).filter(not(String::isEmpty)));
  }

  /** The token of its claim. */
  String token() {
    task(Optional.empty());
    return Corrupt.present("claim", claim);
  }

  long bytes() {
    return Paging.length(name.workflow())
        + Paging.length(name.key())
        + Paging.length(queue)
        + Paging.length(node)
        + Paging.length(reason)
        + FIXED_BYTES;
  }

  /**
   * The task that the row says.
   *
   * @param next what {@link io.perdure.store.CorruptRecordException} carries if it says nothing
   *     sensible
   */
  Task task(Optional<PageToken> next) {
    return Corrupt.row(TABLE, name.toString(), next, this::task);
  }

  private Task task() {
    TaskState known = Corrupt.constant(TaskState.class, state);
    Checks.between("attempt", attempt, 1, Long.MAX_VALUE);
    return new Task(
        name.taskKey(),
        scope(queue, node),
        known,
        instant(dueAt),
        attempt,
        Checks.notNegative("deliveries", Corrupt.present("deliveries", deliveries)),
        claim(known),
        end(known));
  }

  private Optional<Task.Claim> claim(TaskState known) {
    boolean claimed = known == TaskState.CLAIMED;
    if (claimed != (claimedAt != null) || known.ended() == (availableAt != null)) {
      throw new IllegalStateException(known + " and yet " + (claimed ? "no claim" : "claimed"));
    }
    if (claimed) {
      Token.of(Corrupt.present("claim", claim));
    }
    return claimed
        ? Optional.of(new Task.Claim(instant(claimedAt), instant(availableAt)))
        : Optional.empty();
  }

  private Optional<Task.End> end(TaskState known) {
    if (known.ended() != (endedAt != null)) {
      throw new IllegalStateException(known + " and yet " + (endedAt == null ? "no end" : "ended"));
    }
    return known.ended()
        ? Optional.of(new Task.End(instant(endedAt), Corrupt.freeText("reason", reason)))
        : Optional.empty();
  }

  private static Instant instant(@Nullable Long nanos) {
    return InstantNanos.toInstant(Corrupt.present("instant", nanos));
  }
}
