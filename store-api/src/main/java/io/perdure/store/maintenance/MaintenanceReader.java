package io.perdure.store.maintenance;

/** Says what maintenance would do, and does nothing. Thread-safe. */
public interface MaintenanceReader {
  /**
   * What {@link Maintenance#prune} would remove now, and whether more would be left. What others
   * write meanwhile may or may not be counted; inside a {@code snapshot} one state is.
   */
  Pruned preview(Prune prune);
}
