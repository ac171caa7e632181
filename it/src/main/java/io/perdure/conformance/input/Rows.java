package io.perdure.conformance.input;

import io.perdure.conformance.kit.Beside;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** All that the tables hold, found by the catalog, so that none is forgotten. */
final class Rows {
  private Rows() {}

  /** A column of a table, as its row has it. */
  record Cell(String table, String column, Object value) {
    @Override
    public String toString() {
      String shown = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value + "";
      return table + "." + column + "=" + shown;
    }
  }

  /** The store's tables. */
  static List<String> tables(Beside beside) throws SQLException {
    return beside.texts(
        beside.isServer()
            ? "select tablename::text from pg_catalog.pg_tables where schemaname = 'perdure'"
                + " order by 1"
            : "select name from sqlite_schema where type = 'table' and name like 'perdure%'"
                + " order by 1");
  }

  /** A line for each row of each table. */
  static List<String> all(Beside beside) throws SQLException {
    List<String> lines = new ArrayList<>();
    for (String table : tables(beside)) {
      cells(beside, table, "").stream().map(Object::toString).sorted().forEach(lines::add);
    }
    return lines;
  }

  /** The cells of each row of a table that is where that says; missing values are left out. */
  static List<List<Cell>> cells(Beside beside, String table, String where) throws SQLException {
    List<List<Cell>> rows = new ArrayList<>();
    try (Statement statement = beside.connection().createStatement();
        ResultSet row = statement.executeQuery("select * from " + beside.name(table) + where)) {
      ResultSetMetaData columns = row.getMetaData();
      while (row.next()) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          Object value = row.getObject(i);
          if (value != null) {
            cells.add(new Cell(table, columns.getColumnName(i), value));
          }
        }
        rows.add(cells);
      }
    }
    return rows;
  }
}
