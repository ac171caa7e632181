package io.perdure.conformance.kit;

import io.perdure.OpenOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A kind of database that the suites run on. Stateless; made by the service loader. */
public interface Backend {
  /** The id on the command line and in the reports, like {@code sqlite-file}. */
  String id();

  /** The name in test reports, like {@code SQLite file}. */
  String title();

  /** What this backend can be asked for. */
  Set<Capability> capabilities();

  /**
   * Makes a place for one fresh database.
   *
   * @param scratch an empty folder of this database, deleted after it
   */
  Site create(Path scratch) throws Exception;

  /**
   * Finds the place again, in another process.
   *
   * @param address what {@link Site#address()} answered
   */
  Site at(String address) throws Exception;

  /** The place of one database. Closing it removes the database. */
  interface Site extends AutoCloseable {
    /** Begins to open this database; the schema is not there at first. */
    OpenOptions<?> door();

    /** Where it is, for {@link Backend#at}: one line. */
    String address();

    /** For plain JDBC connections to the same data; empty if only its engine can reach it. */
    Optional<String> jdbcUrl();

    @Override
    void close() throws Exception;
  }
}
