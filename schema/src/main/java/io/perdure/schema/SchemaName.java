package io.perdure.schema;

import java.util.regex.Pattern;

/** The name of the Postgres schema that holds the tables. */
record SchemaName(String name) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  static final SchemaName DEFAULT = new SchemaName("perdure");

  SchemaName {
    if (name == null || !ALLOWED.matcher(name).matches() || name.startsWith("pg_")) {
      throw new IllegalArgumentException(
          "schema must be 1 to 63 of a-z, 0-9 and _, not begin with a digit or pg_, and is "
              + name);
    }
  }

  String quoted() {
    return '"' + name + '"';
  }

  /** What stands before a table's name. */
  String prefix(Database database) {
    return switch (database) {
      case SQLITE -> "";
      case POSTGRES -> quoted() + ".";
    };
  }
}
