package io.perdure.store;

import java.time.Duration;

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

  /**
   * Waits until a timer could be claimed: one that is due, by the store's clock, and that nobody
   * holds.
   *
   * <p>It looks when a timer becomes due or a claim expires, when a commit of this process has
   * scheduled a timer, on Postgres also when one of another process has, and at short intervals in
   * any case. All who wait for the same thing are woken together: whoever claims may find that
   * another was faster, and waits again.
   *
   * @param atMost for how long, 1 ms to 365 days
   * @return false if there was none for so long
   * @throws StoreInterruptedException if interrupted while waiting
   * @throws StoreClosedException if the store is closed, also while waiting
   */
  boolean awaitDue(Duration atMost);

  /**
   * Waits until a task of the queue that anybody may have could be claimed, as {@link #awaitDue}
   * waits for timers.
   *
   * <p>A task that another is changing at that moment counts as one: a claim may find none all the
   * same.
   *
   * @param queue 1 to 512 bytes of UTF-8
   * @param atMost for how long, 1 ms to 365 days
   * @return false if there was none for so long
   * @throws StoreInterruptedException if interrupted while waiting
   * @throws StoreClosedException if the store is closed, also while waiting
   */
  boolean awaitTask(String queue, Duration atMost);

  /**
   * As {@link #awaitTask(String, Duration)}, for tasks that are pinned to the node as well.
   *
   * @param node 1 to 512 bytes of UTF-8
   */
  boolean awaitTask(String queue, String node, Duration atMost);
}
