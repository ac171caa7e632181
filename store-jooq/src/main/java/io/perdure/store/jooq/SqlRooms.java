package io.perdure.store.jooq;

import io.perdure.store.Rooms;
import io.perdure.store.documents.Documents;
import io.perdure.store.history.History;
import io.perdure.store.jooq.documents.SqlDocuments;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.history.SqlHistory;
import io.perdure.store.jooq.leases.LeaseFence;
import io.perdure.store.jooq.leases.SqlLeases;
import io.perdure.store.jooq.maintenance.SqlMaintenance;
import io.perdure.store.jooq.outputs.SqlOutputs;
import io.perdure.store.jooq.packages.SqlPackages;
import io.perdure.store.jooq.tasks.SqlTasks;
import io.perdure.store.jooq.timers.SqlTimers;
import io.perdure.store.leases.Leases;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.packages.Packages;
import io.perdure.store.tasks.Tasks;
import io.perdure.store.timers.Timers;

/**
 * The rooms of one namespace, for reading and writing, on one way of access. A room has no state,
 * and is made when it is asked for.
 */
abstract class SqlRooms implements Rooms {
  private final Access access;
  private final String namespace;
  private final Limits limits;

  SqlRooms(Access access, String namespace, Limits limits) {
    this.access = access;
    this.namespace = namespace;
    this.limits = limits;
  }

  @Override
  public final String namespace() {
    return namespace;
  }

  @Override
  public final History history() {
    return new SqlHistory(access, namespace, limits, lease -> LeaseFence.of(namespace, lease));
  }

  @Override
  public final Timers timers() {
    return new SqlTimers(access, namespace);
  }

  @Override
  public final Tasks tasks() {
    return new SqlTasks(access, namespace, limits);
  }

  @Override
  public final Packages packages() {
    return new SqlPackages(access, namespace, limits);
  }

  @Override
  public final Outputs outputs() {
    return new SqlOutputs(access, namespace, limits);
  }

  @Override
  public final Leases leases() {
    return new SqlLeases(access, namespace);
  }

  @Override
  public final Documents documents() {
    return new SqlDocuments(access, namespace, limits);
  }

  @Override
  public final Maintenance maintenance() {
    return new SqlMaintenance(access, namespace, RoomStatements.OWNED);
  }
}
