package io.perdure.store;

import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.tasks.TasksReader;
import io.perdure.store.timers.TimersReader;

/**
 * The rooms of one namespace, for reading: what a {@link StoreReader} and a {@link Snapshot} have
 * in common, for code that works with either.
 */
public interface RoomsReader {
  /** The namespace that the rooms are bound to. */
  String namespace();

  /** The workflow histories, for reading. */
  HistoryReader history();

  /** The durable timers, for reading. */
  TimersReader timers();

  /** The tasks, for reading. */
  TasksReader tasks();

  /** The deployed packages and routes, for reading. */
  PackagesReader packages();

  /** The outputs of tasks, for reading. */
  OutputsReader outputs();

  /** The leases, for reading. */
  LeasesReader leases();

  /** The documents, for reading. */
  DocumentsReader documents();

  /** What maintenance would do. */
  MaintenanceReader maintenance();
}
