package io.perdure.store.jooq.history;

import io.perdure.store.PageToken;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.Workflow.Lifecycle;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code perdure_workflow} as it is stored.
 *
 * @param status null until a run was started, like type and the starts
 * @param runNo 0 until a run was started
 */
record WorkflowRow(
    String workflow,
    long head,
    @Nullable String status,
    long runNo,
    @Nullable String type,
    @Nullable String parent,
    @Nullable Long firstStartedAt,
    @Nullable Long startedAt,
    @Nullable Long closedAt,
    @Nullable String failure) {
  static final String TABLE = "perdure_workflow";

  /** Reads the columns in the order of {@link HistorySql#FIND}. */
  static WorkflowRow of(ResultSet row) throws SQLException {
    return new WorkflowRow(
        row.getString(10),
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        Corrupt.number(row, 6),
        Corrupt.number(row, 7),
        Corrupt.number(row, 8),
        row.getString(9));
  }

  /**
   * The summary that the row says.
   *
   * @param next what {@link io.perdure.store.CorruptRecordException} carries if it says nothing
   *     sensible
   */
  Workflow summary(Optional<PageToken> next) {
    return Corrupt.row(
        TABLE,
        workflow,
        next,
        () -> {
          if (head < 1) {
            throw new IllegalStateException("head " + head);
          }
          return new Workflow(new WorkflowId(workflow), head, lifecycle());
        });
  }

  private Optional<Lifecycle> lifecycle() {
    if (status == null) {
      if (runNo != 0 || type != null || firstStartedAt != null || startedAt != null) {
        throw new IllegalStateException("a run but no status");
      }
      return Optional.empty();
    }
    WorkflowStatus known = Corrupt.constant(WorkflowStatus.class, status);
    if (runNo < 1) {
      throw new IllegalStateException("status " + status + " in run " + runNo);
    }
    if (known.ended() != (closedAt != null)) {
      throw new IllegalStateException("status " + status + " and close contradict each other");
    }
    return Optional.of(
        new Lifecycle(
            known,
            Checks.id("type", type),
            runNo,
            Optional.ofNullable(parent).map(WorkflowId::new),
            instant("first_started_at", firstStartedAt),
            instant("started_at", startedAt),
            Optional.ofNullable(closedAt).map(InstantNanos::toInstant),
            Corrupt.freeText("failure", failure)));
  }

  private static Instant instant(String column, @Nullable Long nanos) {
    return InstantNanos.toInstant(Corrupt.present(column, nanos));
  }
}
