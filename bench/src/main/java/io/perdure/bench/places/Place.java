package io.perdure.bench.places;

import io.perdure.Perdure;
import io.perdure.bench.work.Database;
import java.io.IOException;

/** A database of its own for one store, which is deleted when it is closed. Not thread-safe. */
public sealed interface Place extends AutoCloseable permits SqlitePlace, PostgresPlace {
  /** Opens it, with the tables; a place is opened once. */
  Perdure open();

  /** Where it is, for somebody else to open instead; on Postgres the schema has been made. */
  Database database();

  /** Bytes that events take on disk, with their indexes, when it has come to rest. */
  long events();

  /** What tasks take on disk. */
  Size size();

  /**
   * Lets it come to rest after much was written: what the database does by itself sooner or later,
   * done now.
   */
  void settle();

  /** Removes it; what was opened must have been closed. */
  @Override
  void close() throws IOException;
}
