package io.perdure.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The SQL that makes a new database, printed from the changelog in the build. */
final class PrintedSql {
  /** Stands between two statements, on a line of its own. */
  static final String SEPARATOR = "--";

  /** Stands for the schema's name and the dot behind it. */
  static final String SCHEMA = "${schema}";

  /** Stands before the first statement of a change, on a line with its name. */
  static final String CHANGE = "--change ";

  private PrintedSql() {}

  static String file(Database database) {
    return "create-" + database.changelogName() + ".sql";
  }

  static String changesFile(Database database) {
    return "changes-" + database.changelogName() + ".sql";
  }

  /** The statements of each change by its name, in order, for a database that has those before. */
  static Map<String, List<String>> changes(Database database) {
    Map<String, List<String>> changes = new LinkedHashMap<>();
    for (String part : ("\n" + Changelog.text(changesFile(database))).split("\n" + CHANGE, -1)) {
      int end = part.indexOf('\n');
      if (!part.isBlank()) {
        changes.put(part.substring(0, end), split(part.substring(end + 1)));
      }
    }
    return changes;
  }

  /** The statements that make tables, views and changelog rows, without their semicolons. */
  static List<String> statements(Database database, String prefix) {
    return split(Changelog.text(file(database)).replace(SCHEMA, prefix));
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split("\n" + SEPARATOR + "\n", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .map(statement -> statement.substring(0, statement.length() - 1))
        .toList();
  }

  /** The whole as a script: one transaction that psql and the sqlite3 shell run as it is. */
  static String script(Database database, SchemaName schema) {
    StringBuilder script = begin(database);
    if (database == Database.POSTGRES) {
      script.append("create schema if not exists ").append(schema.quoted()).append(";\n");
    }
    append(script, statements(database, schema.prefix(database)));
    return script.append("\ncommit;\n").toString();
  }

  /** The changes as a script: one transaction, and behind it what is made after the commit. */
  static String script(Database database, List<SchemaChange> changes) {
    StringBuilder script = begin(database);
    append(script, statements(changes, SchemaChange.Phase.IN_TRANSACTION));
    script.append("\ncommit;\n");
    append(script, statements(changes, SchemaChange.Phase.AFTER_COMMIT));
    return script.toString();
  }

  private static List<String> statements(List<SchemaChange> changes, SchemaChange.Phase phase) {
    return changes.stream()
        .filter(change -> change.phase() == phase)
        .flatMap(change -> change.statements().stream())
        .toList();
  }

  private static StringBuilder begin(Database database) {
    return new StringBuilder(
        switch (database) {
          case SQLITE -> "begin immediate;\n";
          case POSTGRES ->
              "begin isolation level read committed read write;\n"
                  + PostgresMigrator.SEARCH_PATH
                  + ";\n";
        });
  }

  private static void append(StringBuilder script, List<String> statements) {
    for (String statement : statements) {
      script.append('\n').append(statement).append(";\n");
    }
  }
}
