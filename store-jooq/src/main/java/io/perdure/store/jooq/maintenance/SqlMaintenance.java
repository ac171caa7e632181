package io.perdure.store.jooq.maintenance;

import io.perdure.store.WorkflowId;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.maintenance.Candidates.Candidate;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deletes and prunes, on any way of access. */
public final class SqlMaintenance extends SqlMaintenanceReader implements Maintenance {
  private static final String PRUNE = "maintenance.prune";

  /** A transaction of a prune takes no further workflow when it has so many, or so many events. */
  private static final int BATCH_WORKFLOWS = 100;

  private static final long BATCH_EVENTS = 10_000;
  private static final int BATCH_KEYS = 1_000;

  /** Maintenance of that namespace; see {@link SqlMaintenanceReader}. */
  public SqlMaintenance(Access access, String namespace, List<OwnedRows> owned) {
    super(access, namespace, owned);
  }

  /** The statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements(List<OwnedRows> owned) {
    List<CompiledSql> all = new ArrayList<>(MaintenanceSql.ALL);
    owned.forEach(rows -> all.addAll(rows.statements()));
    return all;
  }

  @Override
  public Removed delete(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    return access.write(
        "maintenance.delete",
        WriteMode.OPERATION,
        session -> {
          Row row = hold(session, workflow.value());
          Removed removed = Removed.workflows(row.head() > 0 ? 1 : 0);
          for (OwnedRows rows : owned) {
            removed = removed.plus(rows.delete(session, namespace, workflow.value()));
          }
          deleteRow(session, workflow.value());
          return removed;
        });
  }

  /**
   * The workflow's row, locked, and made if there is none: whatever was written with the workflow
   * is then seen as a whole, or not at all.
   */
  private Row hold(Session session, String workflow) {
    while (true) {
      Optional<Row> row = lock(session, workflow);
      if (row.isPresent()) {
        return row.get();
      }
      int made =
          session.bind(MaintenanceSql.HOLD).set("ns", namespace).set("workflow", workflow).update();
      if (made == 1) {
        return new Row(0, null, null);
      }
    }
  }

  @Override
  public Pruned prune(Prune prune) {
    Checks.present("prune", prune);
    Candidates found =
        access.read(PRUNE, session -> Candidates.find(session, namespace, owned, prune));
    Removed removed = Removed.nothing();
    for (List<Candidate> batch : batches(found.chosen())) {
      removed =
          removed.plus(
              access.write(
                  PRUNE,
                  WriteMode.OPERATION,
                  session -> remove(session, batch, prune.statuses(), found.before())));
    }
    OldKeys old = access.read(PRUNE, session -> OldKeys.of(session, namespace, prune));
    int keys = forget(old.before().isPresent() ? old.limit() : 0, old::delete);
    OldTasks ended = access.read(PRUNE, session -> OldTasks.of(session, namespace, prune));
    int tasks = forget(ended.ended().isEmpty() ? 0 : ended.limit(), ended::delete);
    // Looked for however few were removed: others may have taken those that were to be next.
    boolean more =
        found.more()
            || access.read(PRUNE, session -> ended.count(session, List.of())) > 0
            || access.read(PRUNE, session -> old.count(session, List.of(), List.of())) > 0;
    return new Pruned(removed.plus(Removed.keys(keys)).plus(Removed.tasks(tasks)), more);
  }

  /** In transactions of bounded size; within each by id, the order in which others lock, too. */
  private static List<List<Candidate>> batches(List<Candidate> all) {
    List<List<Candidate>> batches = new ArrayList<>();
    List<Candidate> batch = new ArrayList<>();
    long events = 0;
    for (Candidate candidate : all) {
      if (batch.size() == BATCH_WORKFLOWS
          || (!batch.isEmpty() && events + candidate.events() > BATCH_EVENTS)) {
        batches.add(batch);
        batch = new ArrayList<>();
        events = 0;
      }
      batch.add(candidate);
      events += candidate.events();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    batches.forEach(each -> each.sort(Comparator.comparing(Candidate::workflow)));
    return batches;
  }

  private Removed remove(
      Session session, List<Candidate> batch, Set<WorkflowStatus> statuses, Instant before) {
    Removed removed = Removed.nothing();
    for (Candidate candidate : batch) {
      String workflow = candidate.workflow();
      boolean stillEnded =
          lock(session, workflow).filter(row -> row.ended(statuses, before)).isPresent();
      if (stillEnded && owned.stream().noneMatch(r -> r.anyLive(session, namespace, workflow))) {
        for (OwnedRows rows : owned) {
          removed = removed.plus(rows.deleteEnded(session, namespace, workflow));
        }
        deleteRow(session, workflow);
        removed = removed.plus(Removed.workflows(1));
      }
    }
    return removed;
  }

  /** Removes at most so many rows, in transactions of bounded size; answers how many. */
  private int forget(int limit, Batch batch) {
    int forgotten = 0;
    while (forgotten < limit) {
      int most = Math.min(BATCH_KEYS, limit - forgotten);
      int found = access.write(PRUNE, WriteMode.OPERATION, session -> batch.delete(session, most));
      forgotten += found;
      if (found < most) {
        break;
      }
    }
    return forgotten;
  }

  /** Removes the oldest rows that are to be forgotten. */
  @FunctionalInterface
  private interface Batch {
    int delete(Session session, int most);
  }

  private Optional<Row> lock(Session session, String workflow) {
    return session
        .bind(MaintenanceSql.LOCK)
        .set("ns", namespace)
        .set("workflow", workflow)
        .first(
            row -> {
              long head = row.getLong(1);
              String status = row.getString(2);
              long closedAt = row.getLong(3);
              return new Row(head, status, row.wasNull() ? null : closedAt);
            });
  }

  private void deleteRow(Session session, String workflow) {
    session.bind(MaintenanceSql.DELETE).set("ns", namespace).set("workflow", workflow).update();
  }

  /** What the locked row of a workflow says. */
  private record Row(long head, @Nullable String status, @Nullable Long closedAt) {
    boolean ended(Set<WorkflowStatus> statuses, Instant before) {
      return closedAt != null
          && InstantNanos.toInstant(closedAt).isBefore(before)
          && statuses.stream().anyMatch(each -> each.name().equals(status));
    }
  }
}
