package io.perdure.bench.floors;

/** How a caller comes to a connection, and its work into a transaction. Thread-safe. */
interface Way extends AutoCloseable {
  /** Runs it; what it did has been committed when this answers. */
  <T> T run(Job<T> job);

  @Override
  void close();
}
