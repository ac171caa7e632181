package io.perdure.schema;

import java.util.List;

/**
 * What was found in a database, against what this code expects.
 *
 * @param state how the two stand to each other
 * @param found the schema's version in the database; 0 if there is none
 * @param expected the version that this code was built for
 * @param pending names of the changes that a migration would make, in order
 * @param canRead whether this code may read there: it is the current schema, or a newer one whose
 *     changes all tolerate readers of this version
 * @param canWrite whether this code may write there, in the same sense; implies {@code canRead}
 * @param advice one line that says what mends it; empty if {@code canWrite}
 */
public record SchemaStatus(
    SchemaState state,
    long found,
    long expected,
    List<String> pending,
    boolean canRead,
    boolean canWrite,
    String advice) {

  /** Copies the list. */
  public SchemaStatus {
    pending = List.copyOf(pending);
  }

  static SchemaStatus of(List<Change> expectedChanges, List<Change> foundChanges) {
    long expected = highest(expectedChanges);
    long found = highest(foundChanges);
    List<String> known = foundChanges.stream().map(Change::name).toList();
    List<String> pending =
        expectedChanges.stream().map(Change::name).filter(name -> !known.contains(name)).toList();
    if (foundChanges.isEmpty()) {
      return new SchemaStatus(
          SchemaState.ABSENT, 0, expected, pending, false, false, migrate("has no schema"));
    }
    if (!pending.isEmpty()) {
      String why = "has schema version " + found + ", and version " + expected + " is needed";
      return new SchemaStatus(
          SchemaState.OLDER, found, expected, pending, false, false, migrate(why));
    }
    boolean canRead = foundChanges.stream().allMatch(change -> change.minReader() <= expected);
    boolean canWrite =
        canRead && foundChanges.stream().allMatch(change -> change.minWriter() <= expected);
    SchemaState state = found > expected ? SchemaState.NEWER : SchemaState.CURRENT;
    return new SchemaStatus(
        state,
        found,
        expected,
        pending,
        canRead,
        canWrite,
        newer(found, expected, canRead, canWrite));
  }

  private static long highest(List<Change> changes) {
    return changes.stream().mapToLong(Change::version).max().orElse(0);
  }

  private static String migrate(String why) {
    return "The database "
        + why
        + ": run StoreSchema.on(dataSource).migrate(), or open with migrateOnOpen()";
  }

  private static String newer(long found, long expected, boolean canRead, boolean canWrite) {
    if (canWrite) {
      return "";
    }
    return "The database has schema version "
        + found
        + ", which code for version "
        + expected
        + (canRead ? " may read but not write: open it read-only, or" : " may not read:")
        + " use a newer Perdure";
  }
}
