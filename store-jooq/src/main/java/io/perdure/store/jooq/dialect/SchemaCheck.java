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
  private SchemaCheck() {}

  /** Creates or migrates the schema. */
  public static void migrate(StoreSchema schema) {
    told(schema::migrate);
  }

  /**
   * Refuses a schema that this library must not write.
   *
   * @throws SchemaMismatchException naming what was found, what is expected and what mends it
   */
  public static void writable(StoreSchema schema) {
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
  public static void readable(StoreSchema schema) {
    SchemaStatus status = told(schema::status);
    if (!status.canRead()) {
      throw mismatch(status);
    }
  }

  private static SchemaStatus told(Supplier<SchemaStatus> call) {
    try {
      return call.get();
    } catch (SchemaException e) {
      throw new StoreFailureException(String.valueOf(e.getMessage()), e);
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
