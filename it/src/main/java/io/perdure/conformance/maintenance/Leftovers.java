package io.perdure.conformance.maintenance;

import io.perdure.conformance.kit.Beside;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What tables still have of a workflow, found by the catalog, so that no table is forgotten. */
final class Leftovers {
  private Leftovers() {}

  /** The tables and views that have rows of that workflow in that namespace, with their number. */
  static List<String> of(Beside beside, String namespace, String workflow) throws SQLException {
    List<String> left = new ArrayList<>();
    for (String table : tablesWith(beside, "workflow")) {
      count(beside, left, table, "ns = '%s' and workflow = '%s'".formatted(namespace, workflow));
    }
    String keys = "ns = '%s' and room = 'history' and scope = '%s'".formatted(namespace, workflow);
    count(beside, left, "perdure_once", keys);
    return left;
  }

  private static void count(Beside beside, List<String> left, String table, String where)
      throws SQLException {
    long rows = beside.number("select count(*) from " + beside.name(table) + " where " + where);
    if (rows > 0) {
      left.add(table + " " + rows);
    }
  }

  private static List<String> tablesWith(Beside beside, String column) throws SQLException {
    return beside.texts(
        beside.isServer()
            ? "select table_name from information_schema.columns where table_schema = 'perdure'"
                + " and column_name = '"
                + column
                + "' order by table_name"
            : "select s.name from sqlite_schema s join pragma_table_info(s.name) c"
                + " where c.name = '"
                + column
                + "' and s.type in ('table', 'view') order by s.name");
  }
}
