package io.perdure.schema;

/**
 * One change set's row in {@code perdure_schema}.
 *
 * @param version the schema's version with it
 * @param name the change set's id
 * @param minReader the lowest version of code that may read a database which has it
 * @param minWriter the lowest version of code that may write one
 * @param afterCommit whether it is made after the transaction of the others; a database does not
 *     tell
 */
record Change(long version, String name, long minReader, long minWriter, boolean afterCommit) {

  static Change found(long version, String name, long minReader, long minWriter) {
    return new Change(version, name, minReader, minWriter, false);
  }

  static Change parse(String line) {
    String[] parts = line.split(" ", -1);
    return new Change(
        Long.parseLong(parts[0]),
        parts[1],
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        parts[4].equals(Changelog.AFTER_COMMIT));
  }

  String format() {
    String when = afterCommit ? Changelog.AFTER_COMMIT : "in-transaction";
    return version + " " + name + " " + minReader + " " + minWriter + " " + when;
  }
}
