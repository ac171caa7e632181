package io.perdure.store.jooq.dialect;

import io.perdure.schema.SchemaException;
import io.perdure.schema.SchemaStatus;
import io.perdure.schema.StoreSchema;
import io.perdure.store.SchemaMismatchException;
import io.perdure.store.StoreFailureException;
import java.util.function.Supplier;

/**
 * Compares the schema of a database that is being opened with the one that this library works with.
 */
public final class SchemaCheck {
  private final StoreSchema schema;
  private final String database;

  /** A check of that schema; the database's name is for messages. */
  public SchemaCheck(StoreSchema schema, String database) {
    this.schema = schema;
    this.database = database;
  }

  /** Creates or migrates the schema. */
  public void migrate() {
    told(schema::migrate);
  }

  /**
   * Refuses a schema that this library must not write.
   *
   * @throws SchemaMismatchException naming what was found, what is expected and what mends it
   */
  public void writable() {
    SchemaStatus status = told(schema::status);
    if (!status.canWrite()) {
      throw mismatch(status);
    }
  }

  /**
   * Refuses a schema that this library must not read.
   *
   * @throws SchemaMismatchException naming what was found, what is expected and what mends it
   */
  public void readable() {
    SchemaStatus status = told(schema::status);
    if (!status.canRead()) {
      throw mismatch(status);
    }
  }

  private SchemaStatus told(Supplier<SchemaStatus> call) {
    try {
      return call.get();
    } catch (SchemaException e) {
      throw new StoreFailureException(database + ": " + e.getMessage(), e);
    }
  }

  private static SchemaMismatchException mismatch(SchemaStatus status) {
    return new SchemaMismatchException(
        String.format(
            "schema version found: %d, expected: %d. %s",
            status.found(), status.expected(), status.advice()),
        status.found(),
        status.expected());
  }
}
