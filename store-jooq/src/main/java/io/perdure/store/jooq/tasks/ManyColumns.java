package io.perdure.store.jooq.tasks;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.perdure.store.Bytes;
import io.perdure.store.Token;
import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.dialect.ManyRows.Column;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The columns of the rows that statements on many tasks are given. */
final class ManyColumns {
  /** How long after the clock something is due, if it is not due at an instant. */
  static final Field<Long> DELAY = field(name("delay"), Long.class);

  static final List<Column<TaskName>> NAMES =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, TaskName::workflow),
          new Column<>(PERDURE_TASK.KEY, TaskName::key));

  static final List<Column<Claim>> CLAIMS =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, claim -> claim.name().workflow()),
          new Column<>(PERDURE_TASK.KEY, claim -> claim.name().key()),
          new Column<>(PERDURE_TASK.CLAIM, Claim::token));

  static final List<Column<Rearmed>> REARMED =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, rearmed -> rearmed.name().workflow()),
          new Column<>(PERDURE_TASK.KEY, rearmed -> rearmed.name().key()),
          new Column<>(PERDURE_TASK.CLAIM, Rearmed::token),
          new Column<>(PERDURE_TASK.DUE_AT, rearmed -> instant(rearmed.due())),
          new Column<>(DELAY, rearmed -> delay(rearmed.due())));

  static final List<Column<Settling>> SETTLING =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, settling -> settling.claim().name().workflow()),
          new Column<>(PERDURE_TASK.KEY, settling -> settling.claim().name().key()),
          new Column<>(PERDURE_TASK.CLAIM, settling -> settling.claim().token()),
          new Column<>(PERDURE_TASK.STATE, settling -> settling.state().name()),
          new Column<>(PERDURE_TASK.ATTEMPT, settling -> settling.due().isPresent() ? 1L : 0L),
          new Column<>(
              PERDURE_TASK.DUE_AT,
              settling -> settling.due().map(ManyColumns::instant).orElse(null)),
          new Column<>(DELAY, settling -> settling.due().map(ManyColumns::delay).orElse(null)),
          new Column<>(PERDURE_TASK.REASON, Settling::reason));

  static final List<Column<Settling>> ENDED =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, settling -> settling.claim().name().workflow()),
          new Column<>(PERDURE_TASK.KEY, settling -> settling.claim().name().key()),
          new Column<>(PERDURE_TASK.CLAIM, settling -> settling.claim().token()),
          new Column<>(PERDURE_TASK.STATE, settling -> settling.state().name()),
          new Column<>(PERDURE_TASK.REASON, Settling::reason));

  static final List<Column<Row>> RETURNED =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, row -> row.name().workflow()),
          new Column<>(PERDURE_TASK.KEY, row -> row.name().key()),
          new Column<>(PERDURE_TASK.DIGEST, row -> row.digest().toByteArray()),
          new Column<>(PERDURE_TASK.DUE_AT, row -> instant(row.task().due())),
          new Column<>(DELAY, row -> delay(row.task().due())));

  static final List<Column<Row>> INSERTED =
      List.of(
          new Column<>(PERDURE_TASK.WORKFLOW, row -> row.name().workflow()),
          new Column<>(PERDURE_TASK.KEY, row -> row.name().key()),
          new Column<>(PERDURE_TASK.QUEUE, row -> row.task().scope().queue()),
          new Column<>(PERDURE_TASK.NODE, row -> row.task().scope().node().orElse("")),
          new Column<>(PERDURE_TASK.DUE_AT, row -> instant(row.task().due())),
          new Column<>(DELAY, row -> delay(row.task().due())),
          new Column<>(PERDURE_TASK.DIGEST, row -> row.digest().toByteArray()),
          new Column<>(PERDURE_TASK.CONTENT_TYPE, row -> row.task().payload().contentType()),
          new Column<>(PERDURE_TASK.SIZE, row -> (long) row.task().payload().bytes().size()),
          new Column<>(PERDURE_TASK.BODY, Row::body),
          new Column<>(PERDURE_TASK.PAYLOAD, row -> Bodies.inRow(row.task().payload().bytes())));

  private ManyColumns() {}

  /** A claim on a task. */
  record Claim(TaskName name, String token) {
    static Claim of(ClaimedTask task) {
      return new Claim(TaskName.of(task.key()), task.token().value());
    }

    /** Reads workflow, key and claim. */
    static Claim of(ResultSet row) throws SQLException {
      return new Claim(new TaskName(row.getString(1), row.getString(2)), row.getString(3));
    }
  }

  /** A claimed task that is to be PENDING, due then. */
  record Rearmed(TaskName name, String token, Due due) {}

  /**
   * A task that is to be inserted.
   *
   * @param body by which its chunks are found, if its payload is large
   */
  record Row(TaskName name, NewTask task, Bytes digest, @Nullable String body) {
    static Row of(NewTask task) {
      boolean small = Bodies.small(task.payload().bytes().size());
      return new Row(
          TaskName.of(task.key()),
          task,
          Bytes.copyOf(TaskDigest.of(task)),
          small ? null : Token.random().value());
    }
  }

  private static @Nullable Long instant(Due due) {
    return due instanceof Due.At at ? InstantNanos.toNanos(at.instant()) : null;
  }

  private static @Nullable Long delay(Due due) {
    if (due instanceof Due.At) {
      return null;
    }
    return due instanceof Due.In in ? in.delay().toNanos() : 0L;
  }
}
