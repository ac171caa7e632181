package io.perdure.it.performance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plans that a database has for statements, by their names, in lines. */
final class Explained {
  private Explained() {}

  static Map<String, List<String>> bySqlite(Connection connection, Map<String, String> texts)
      throws SQLException {
    Map<String, List<String>> plans = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        plans.put(
            text.getKey(), lines(statement, "explain query plan " + text.getValue(), "detail"));
      }
    }
    return plans;
  }

  /** Plans that were made once for all values, as a driver's prepared statement comes to have. */
  static Map<String, List<String>> byPostgres(Connection connection, Map<String, String> texts)
      throws SQLException {
    Map<String, List<String>> plans = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (String table :
          List.of(
              "timer",
              "task",
              "task_hold",
              "task_queue",
              "event",
              "document",
              "body",
              "output",
              "output_parent",
              "lease",
              "package",
              "route",
              "archive",
              "archive_chunk",
              "once")) {
        statement.execute("analyze perdure.perdure_" + table);
      }
      statement.execute(
          "select pg_catalog.set_config('plan_cache_mode', 'force_generic_plan', true)");
      for (Map.Entry<String, String> text : texts.entrySet()) {
        List<String> nulls = new ArrayList<>();
        StringBuilder numbered = new StringBuilder();
        for (String part : text.getValue().split("\\?", -1)) {
          if (numbered.length() > 0) {
            nulls.add("null");
            numbered.append('$').append(nulls.size());
          }
          numbered.append(part);
        }
        statement.execute("prepare plan as " + numbered);
        String run = "explain execute plan(" + String.join(", ", nulls) + ")";
        plans.put(text.getKey(), lines(statement, run, "QUERY PLAN"));
        statement.execute("deallocate plan");
      }
    }
    return plans;
  }

  private static List<String> lines(Statement statement, String explain, String column)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(explain)) {
      while (rows.next()) {
        lines.add(rows.getString(column));
      }
    }
    return lines;
  }
}
