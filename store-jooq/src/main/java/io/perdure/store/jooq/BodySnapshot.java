package io.perdure.store.jooq;

import io.perdure.store.Snapshot;
import io.perdure.store.SnapshotBody;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.BodyContext;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.timers.TimersReader;

/** The rooms, for reading, of the body that runs. */
final class BodySnapshot implements Snapshot {
  private final String namespace;
  private final HistoryReader history;
  private final PackagesReader packages;
  private final DocumentsReader documents;
  private final TimersReader timers;
  private final LeasesReader leases;
  private final OutputsReader outputs;
  private final MaintenanceReader maintenance;

  private BodySnapshot(BodyContext context, Engine engine, String namespace) {
    this.namespace = namespace;
    Rooms rooms = new Rooms(context, namespace, engine.limits());
    this.history = rooms.historyReader();
    this.packages = rooms.packagesReader();
    this.documents = rooms.documentsReader();
    this.timers = rooms.timersReader();
    this.leases = rooms.leasesReader();
    this.outputs = rooms.outputsReader();
    this.maintenance = rooms.maintenanceReader();
  }

  static <T, X extends Exception> T run(Engine engine, String namespace, SnapshotBody<T, X> body)
      throws X {
    Checks.present("body", body);
    return engine.snapshot(
        namespace, context -> body.run(new BodySnapshot(context, engine, namespace)));
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public HistoryReader history() {
    return history;
  }

  @Override
  public PackagesReader packages() {
    return packages;
  }

  @Override
  public DocumentsReader documents() {
    return documents;
  }

  @Override
  public TimersReader timers() {
    return timers;
  }

  @Override
  public OutputsReader outputs() {
    return outputs;
  }

  @Override
  public LeasesReader leases() {
    return leases;
  }

  @Override
  public MaintenanceReader maintenance() {
    return maintenance;
  }
}
