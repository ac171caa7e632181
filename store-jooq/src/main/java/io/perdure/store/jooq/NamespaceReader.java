package io.perdure.store.jooq;

import io.perdure.store.SnapshotBody;
import io.perdure.store.StoreReader;
import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.jooq.engine.Engine;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.timers.TimersReader;

/** One namespace of an engine's database, for reading. */
public final class NamespaceReader implements StoreReader {
  private final Engine engine;
  private final String namespace;
  private final HistoryReader history;
  private final PackagesReader packages;
  private final DocumentsReader documents;
  private final TimersReader timers;
  private final LeasesReader leases;
  private final OutputsReader outputs;
  private final MaintenanceReader maintenance;

  public NamespaceReader(Engine engine, String namespace) {
    this.engine = engine;
    this.namespace = namespace;
    Rooms rooms = new Rooms(engine.access(namespace), namespace, engine.limits());
    this.history = rooms.historyReader();
    this.packages = rooms.packagesReader();
    this.documents = rooms.documentsReader();
    this.timers = rooms.timersReader();
    this.leases = rooms.leasesReader();
    this.outputs = rooms.outputsReader();
    this.maintenance = rooms.maintenanceReader();
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

  @Override
  public <T, X extends Exception> T snapshot(SnapshotBody<T, X> body) throws X {
    return BodySnapshot.run(engine, namespace, body);
  }
}
