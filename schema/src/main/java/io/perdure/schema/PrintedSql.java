package io.perdure.schema;

import java.util.Arrays;
import java.util.List;

/** The SQL that makes a new database, printed from the changelog in the build. */
final class PrintedSql {
  /** Stands between two statements, on a line of its own. */
  static final String SEPARATOR = "--";

  /** Stands for the schema's name and the dot behind it. */
  static final String SCHEMA = "${schema}";

  private PrintedSql() {}

  static String file(Database database) {
    return "create-" + database.changelogName() + ".sql";
  }

  /** The statements that make tables, views and changelog rows, without their semicolons. */
  static List<String> statements(Database database, String prefix) {
    String text = Changelog.text(file(database)).replace(SCHEMA, prefix);
    return Arrays.stream(text.split("\n" + SEPARATOR + "\n", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .map(statement -> statement.substring(0, statement.length() - 1))
        .toList();
  }

  /** The whole as a script: one transaction that psql and the sqlite3 shell run as it is. */
  static String script(Database database, SchemaName schema) {
    StringBuilder script = new StringBuilder();
    switch (database) {
      case SQLITE -> script.append("begin immediate;\n");
      case POSTGRES ->
          script
              .append("begin isolation level read committed read write;\n")
              .append(PostgresMigrator.SEARCH_PATH)
              .append(";\ncreate schema if not exists ")
              .append(schema.quoted())
              .append(";\n");
    }
    for (String statement : statements(database, schema.prefix(database))) {
      script.append('\n').append(statement).append(";\n");
    }
    return script.append("\ncommit;\n").toString();
  }
}
