package io.perdure.schema;

/**
 * One change set's row in {@code perdure_schema}.
 *
 * @param version the schema's version with it
 * @param name the change set's id
 * @param minReader the lowest version of code that may read a database which has it
 * @param minWriter the lowest version of code that may write one
 */
record Change(long version, String name, long minReader, long minWriter) {

  static Change parse(String line) {
    String[] parts = line.split(" ", -1);
    return new Change(
        Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
  }

  String format() {
    return version + " " + name + " " + minReader + " " + minWriter;
  }
}
