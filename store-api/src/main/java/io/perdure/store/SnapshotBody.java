package io.perdure.store;

/** Reads that are to see one state. */
@FunctionalInterface
public interface SnapshotBody<T, X extends Exception> {
  /** Reads through the snapshot and answers; may throw its own exception. */
  T run(Snapshot snapshot) throws X;
}
