package io.perdure.store;

import java.time.Duration;

/**
 * Is told of every operation of a store when it has ended, for metrics and tracing.
 *
 * <p>Called on the thread that called the store, after the outcome is settled. It must be
 * thread-safe and quick; what it throws is logged and goes no further.
 */
@FunctionalInterface
public interface StoreListener {
  /** An operation has ended. */
  void ended(Operation operation);

  /**
   * An operation that has ended.
   *
   * @param name room and verb, like {@code history.append}, or {@code transact}
   * @param namespace the namespace it ran in
   * @param outcome how it ended
   * @param duration from the call to its answer, all attempts and waits included
   * @param attempts how often it was begun, at least 1
   */
  record Operation(
      String name, String namespace, Outcome outcome, Duration duration, int attempts) {}

  /** How an operation ended. */
  enum Outcome {
    /** It was answered. */
    DONE,
    /**
     * It was refused for what is stored or asked: a conflict, a bad argument, the body's exception.
     */
    REFUSED,
    /** The database was busy, out of reach or failed. */
    FAILED
  }
}
