package io.perdure.schema;

import java.util.List;
import java.util.Map;

/** The changes of a changelog, with what each means on one database. */
final class SchemaChanges {
  private SchemaChanges() {}

  /** All of them, by version. */
  static List<SchemaChange> of(Changelog changelog, Database database, SchemaName schema) {
    Map<String, List<String>> statements =
        changelog.printed() ? PrintedSql.changes(database) : printedNow(changelog, database);
    String prefix = schema.prefix(database);
    return changelog.changes().stream()
        .map(
            change ->
                change(
                    change,
                    database,
                    statements.getOrDefault(change.name(), List.of()).stream()
                        .map(statement -> statement.replace(PrintedSql.SCHEMA, prefix))
                        .toList()))
        .toList();
  }

  private static SchemaChange change(Change change, Database database, List<String> statements) {
    if (statements.isEmpty()) {
      throw new IllegalStateException("The build did not print " + change.name());
    }
    Effects effects = Effects.of(database, statements);
    return new SchemaChange(
        change.version(),
        change.name(),
        change.afterCommit() ? SchemaChange.Phase.AFTER_COMMIT : SchemaChange.Phase.IN_TRANSACTION,
        statements,
        effects.locks(),
        effects.rewrites(),
        change.minReader(),
        change.minWriter());
  }

  private static Map<String, List<String>> printedNow(Changelog changelog, Database database) {
    try {
      return SqlPrinter.changes(changelog.path(), database);
    } catch (Exception e) {
      throw new SchemaException("The changelog cannot be printed", e);
    }
  }
}
