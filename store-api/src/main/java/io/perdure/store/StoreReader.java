package io.perdure.store;

/**
 * One namespace of a database, for reading only.
 *
 * <p>A reader that begins after a write was answered sees that write, whichever handle or process
 * made it. Each call is a read of its own; {@link #snapshot} makes many reads see one state.
 * Thread-safe. Calls are refused with {@link StoreUsageException} inside a body of {@code transact}
 * or {@code snapshot} on the same thread: use what the body was handed.
 */
public interface StoreReader extends RoomsReader {
  /**
   * Runs the body with all its reads, of all rooms, seeing one state of the database. Inside {@code
   * transact} that is the transaction's own state.
   *
   * @throws X what the body throws
   */
  <T, X extends Exception> T snapshot(SnapshotBody<T, X> body) throws X;
}
