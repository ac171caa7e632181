package io.perdure.store.maintenance;

import io.perdure.store.WorkflowId;

/**
 * Deletes workflows, and prunes what ended long ago. Thread-safe.
 *
 * <p>What is removed is gone for readers at once; the room in the database is used again by later
 * writes, and the file does not shrink. A history that is read in pages or as a stream while it is
 * deleted ends that reading with {@link io.perdure.store.NotFoundException}; a {@code snapshot}
 * reads it to its end.
 */
public interface Maintenance extends MaintenanceReader {
  /**
   * Removes a workflow with everything that hangs on it, in one transaction, whatever its status:
   * its events and runs, the keys of its appends, its timers, its tasks and their being held.
   * Fences of leases and revisions of documents go on from where they were, for they are not the
   * workflow's.
   *
   * <p>An append that waited for it meets {@link io.perdure.store.SequenceConflictException}, or
   * begins a new history at head 0. Workflows that name it as their parent go on naming it. The
   * time it takes is proportional to what the workflow has, and nobody else writes to SQLite
   * meanwhile.
   *
   * @return what was removed; {@link Removed#nothing} if there is no such workflow
   */
  Removed delete(WorkflowId workflow);

  /**
   * Removes what the request names, oldest first, in small transactions one after the other: each
   * workflow in one of them, whole. Inside a {@code transact} body everything is of its
   * transaction.
   *
   * <p>Nothing live is ever removed: no workflow that is RUNNING or PAUSED, that has not been
   * marked as started, has a timer or a task that has not ended. That is judged under the
   * workflow's lock, in the transaction that removes it.
   *
   * <p>Archives of packages that nobody needs any more are no part of it. They are not old but
   * given up, their day of grace goes by another rule, and a chunk is a thousand times what a key
   * is: {@link io.perdure.store.packages.Packages#collect} removes them, and so does each later
   * staging.
   *
   * <p>If it fails midway, what its earlier transactions removed stays removed. To go on, or to do
   * the rest, call it again with the same request.
   *
   * @return what was removed, and whether more is left
   */
  Pruned prune(Prune prune);
}
