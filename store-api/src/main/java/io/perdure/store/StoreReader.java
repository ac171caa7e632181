package io.perdure.store;

import io.perdure.store.documents.DocumentsReader;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.leases.LeasesReader;
import io.perdure.store.maintenance.MaintenanceReader;
import io.perdure.store.outputs.OutputsReader;
import io.perdure.store.packages.PackagesReader;
import io.perdure.store.timers.TimersReader;

/**
 * One namespace of a database, for reading only.
 *
 * <p>A reader that begins after a write was answered sees that write, whichever handle or process
 * made it. Each call is a read of its own; {@link #snapshot} makes many reads see one state.
 * Thread-safe. Calls are refused with {@link StoreUsageException} inside a body of {@code transact}
 * or {@code snapshot} on the same thread: use what the body was handed.
 */
public interface StoreReader {
  /** The namespace that this store is bound to. */
  String namespace();

  /** The workflow histories, for reading. */
  HistoryReader history();

  /** The packages, for reading. */
  PackagesReader packages();

  /** The documents, for reading. */
  DocumentsReader documents();

  /** The timers, for reading. */
  TimersReader timers();

  /** The outputs of tasks, for reading. */
  OutputsReader outputs();

  /** The leases, for reading. */
  LeasesReader leases();

  /** What maintenance would do. */
  MaintenanceReader maintenance();

  /**
   * Runs the body with all its reads, of all rooms, seeing one state of the database. Inside {@code
   * transact} that is the transaction's own state.
   *
   * @throws X what the body throws
   */
  <T, X extends Exception> T snapshot(SnapshotBody<T, X> body) throws X;
}
