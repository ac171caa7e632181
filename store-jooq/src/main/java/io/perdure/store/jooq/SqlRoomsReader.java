package io.perdure.store.jooq;

import io.perdure.store.RoomsReader;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.jooq.documents.SqlDocumentsReader;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.history.SqlHistoryReader;
import io.perdure.store.jooq.leases.SqlLeasesReader;
import io.perdure.store.jooq.maintenance.SqlMaintenanceReader;
import io.perdure.store.jooq.outputs.SqlOutputsReader;
import io.perdure.store.jooq.packages.SqlPackagesReader;
import io.perdure.store.jooq.tasks.SqlTasksReader;
import io.perdure.store.jooq.timers.SqlTimersReader;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.TimersReader;

/**
 * The rooms of one namespace, for reading, on one way of access. A room has no state, and is made
 * when it is asked for.
 */
abstract class SqlRoomsReader implements RoomsReader {
  private final Access access;
  private final String namespace;

  SqlRoomsReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public final String namespace() {
    return namespace;
  }

  @Override
  public final HistoryReader history() {
    return new SqlHistoryReader(access, namespace);
  }

  @Override
  public final TimersReader timers() {
    return new SqlTimersReader(access, namespace);
  }

  @Override
  public final TasksReader tasks() {
    return new SqlTasksReader(access, namespace);
  }

  @Override
  public final PackagesReader packages() {
    return new SqlPackagesReader(access, namespace);
  }

  @Override
  public final OutputsReader outputs() {
    return new SqlOutputsReader(access, namespace);
  }

  @Override
  public final LeasesReader leases() {
    return new SqlLeasesReader(access, namespace);
  }

  @Override
  public final DocumentsReader documents() {
    return new SqlDocumentsReader(access, namespace);
  }

  @Override
  public final MaintenanceReader maintenance() {
    return new SqlMaintenanceReader(access, namespace, RoomStatements.OWNED);
  }
}
