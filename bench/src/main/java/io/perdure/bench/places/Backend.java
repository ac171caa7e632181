package io.perdure.bench.places;

import java.io.IOException;
import java.util.Optional;

/** A database system to measure on, which gives places. Not thread-safe. */
public sealed interface Backend extends AutoCloseable permits SqliteBackend, PostgresBackend {
  /** Which it is, with its version and what it does for durability. */
  String title();

  /** A new place, with nothing in it. */
  Place place();

  /** What a server says of its statements; empty where there is no server. */
  Optional<StatementStatistics> statistics();

  /** Ends it, if it was begun for the run. */
  @Override
  void close() throws IOException;
}
