package io.perdure.store;

import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.timers.TimersReader;

/**
 * The rooms, for reading, at one state of the database. Valid inside its body and on the body's
 * thread only.
 */
public interface Snapshot {
  /** The namespace that the snapshot is bound to. */
  String namespace();

  /** The workflow histories, for reading. */
  HistoryReader history();

  /** The packages, for reading. */
  PackagesReader packages();

  /** The documents, for reading. */
  DocumentsReader documents();

  /** The timers, for reading. */
  TimersReader timers();

  /** The leases, for reading. */
  LeasesReader leases();

  /** The outputs of tasks, for reading. */
  OutputsReader outputs();

  /** What maintenance would do. */
  MaintenanceReader maintenance();
}
