package io.perdure.store.jooq.maintenance;

import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import io.perdure.store.maintenance.Removed;
import java.util.List;

/** Says what maintenance would do, on any way of access. */
public class SqlMaintenanceReader implements MaintenanceReader {
  final Access access;
  final String namespace;
  final List<OwnedRows> owned;

  /**
   * Maintenance of that namespace.
   *
   * @param owned what hangs on a workflow, of all rooms
   */
  public SqlMaintenanceReader(Access access, String namespace, List<OwnedRows> owned) {
    this.access = access;
    this.namespace = namespace;
    this.owned = owned;
  }

  @Override
  public Pruned preview(Prune prune) {
    Checks.present("prune", prune);
    return access.read("maintenance.preview", session -> preview(session, prune));
  }

  private Pruned preview(Session session, Prune prune) {
    Candidates found = Candidates.find(session, namespace, owned, prune);
    Removed removed = Removed.nothing();
    for (Candidates.Candidate candidate : found.chosen()) {
      removed = removed.plus(Removed.workflows(1));
      for (OwnedRows rows : owned) {
        removed = removed.plus(rows.countEnded(session, namespace, candidate.workflow()));
      }
    }
    int keys = OldKeys.of(session, namespace, prune).count(session, owned, found.ids());
    int tasks = OldTasks.of(session, namespace, prune).count(session, found.ids());
    return new Pruned(
        removed
            .plus(Removed.keys(Math.min(keys, prune.limit())))
            .plus(Removed.tasks(Math.min(tasks, prune.limit()))),
        found.more() || keys > prune.limit() || tasks > prune.limit());
  }
}
