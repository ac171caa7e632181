package io.perdure.store.jooq.engine;

/**
 * How a room gets at the database: each call a transaction of its own, or all within one. The rooms
 * are written once, on this.
 */
public interface Access {
  /**
   * Runs work that reads.
   *
   * @param operation room and verb, for listeners
   */
  <T, X extends Exception> T read(String operation, Work<T, X> work) throws X;

  /** Runs work that writes, all of it or nothing. */
  <T, X extends Exception> T write(String operation, WriteMode mode, Work<T, X> work) throws X;

  /** Runs several reads and writes, each for itself, as one operation with one deadline. */
  <T, X extends Exception> T steps(String operation, Steps<T, X> steps) throws X;

  /** Whether this is within a caller's body, so that nothing is committed before the body ends. */
  boolean withinBody();

  /** Several reads and writes. */
  @FunctionalInterface
  interface Steps<T, X extends Exception> {
    T run(Access access, Deadline deadline) throws X;
  }
}
