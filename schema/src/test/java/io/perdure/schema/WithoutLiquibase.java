package io.perdure.schema;

import java.nio.file.Path;

/**
 * Plans, makes, reads and checks a new database; for a process whose class path has no Liquibase.
 */
final class WithoutLiquibase {
  private WithoutLiquibase() {}

  public static void main(String[] arguments) {
    StoreSchema schema = new SqliteFile(Path.of(arguments[0])).schema();
    SchemaState before = schema.status().state();
    if (schema.plan().size() != StoreSchema.expectedVersion()) {
      throw new IllegalStateException("not all changes are planned");
    }
    SchemaState after = schema.migrate().state();
    System.out.println(before + " " + after + " " + schema.validate());
  }
}
