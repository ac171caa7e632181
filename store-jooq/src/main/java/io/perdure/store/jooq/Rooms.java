package io.perdure.store.jooq;

import io.perdure.store.documents.Documents;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.History;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.jooq.bodies.Bodies;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.documents.SqlDocuments;
import io.perdure.store.jooq.documents.SqlDocumentsReader;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.history.SqlHistory;
import io.perdure.store.jooq.history.SqlHistoryReader;
import io.perdure.store.jooq.leases.LeaseFence;
import io.perdure.store.jooq.leases.SqlLeases;
import io.perdure.store.jooq.leases.SqlLeasesReader;
import io.perdure.store.jooq.maintenance.OwnedRows;
import io.perdure.store.jooq.maintenance.SqlMaintenance;
import io.perdure.store.jooq.maintenance.SqlMaintenanceReader;
import io.perdure.store.jooq.once.OnceKeys;
import io.perdure.store.jooq.outputs.SqlOutputs;
import io.perdure.store.jooq.outputs.SqlOutputsReader;
import io.perdure.store.jooq.packages.SqlPackages;
import io.perdure.store.jooq.packages.SqlPackagesReader;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.timers.SqlTimers;
import io.perdure.store.jooq.timers.SqlTimersReader;
import io.perdure.store.leases.Leases;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.Maintenance;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.Packages;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.timers.Timers;
import io.perdure.store.timers.TimersReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The rooms of one namespace, on one way of access. */
public record Rooms(Access access, String namespace, Limits limits) {
  /** What hangs on a workflow, and goes with it: each room that keeps such rows adds its own. */
  private static final List<OwnedRows> OWNED =
      Stream.of(SqlHistory.OWNED, SqlTimers.OWNED).flatMap(List::stream).toList();

  /** The statements of all rooms, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements(Dialect dialect) {
    List<CompiledSql> all = new ArrayList<>(SqlHistory.statements(dialect));
    all.addAll(Bodies.STATEMENTS);
    all.addAll(SqlDocuments.STATEMENTS);
    all.addAll(SqlTimers.statements(dialect));
    all.addAll(SqlLeases.statements());
    all.addAll(SqlPackages.statements());
    all.addAll(OnceKeys.STATEMENTS);
    all.addAll(SqlOutputs.statements());
    all.addAll(SqlMaintenance.statements(OWNED));
    all.add(BodyTransaction.NOW);
    return all;
  }

  HistoryReader historyReader() {
    return new SqlHistoryReader(access, namespace);
  }

  History history() {
    return new SqlHistory(access, namespace, limits, lease -> LeaseFence.of(namespace, lease));
  }

  DocumentsReader documentsReader() {
    return new SqlDocumentsReader(access, namespace);
  }

  Documents documents() {
    return new SqlDocuments(access, namespace, limits);
  }

  TimersReader timersReader() {
    return new SqlTimersReader(access, namespace);
  }

  Timers timers() {
    return new SqlTimers(access, namespace);
  }

  OutputsReader outputsReader() {
    return new SqlOutputsReader(access, namespace);
  }

  Outputs outputs() {
    return new SqlOutputs(access, namespace, limits);
  }

  LeasesReader leasesReader() {
    return new SqlLeasesReader(access, namespace);
  }

  Leases leases() {
    return new SqlLeases(access, namespace);
  }

  PackagesReader packagesReader() {
    return new SqlPackagesReader(access, namespace);
  }

  Packages packages() {
    return new SqlPackages(access, namespace, limits);
  }

  MaintenanceReader maintenanceReader() {
    return new SqlMaintenanceReader(access, namespace, OWNED);
  }

  Maintenance maintenance() {
    return new SqlMaintenance(access, namespace, OWNED);
  }
}
