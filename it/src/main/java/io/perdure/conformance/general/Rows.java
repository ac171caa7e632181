package io.perdure.conformance.general;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What the tables of a store have, byte for byte. */
final class Rows {
  private static final String TABLES_OF_SQLITE =
      "select s.name from sqlite_schema s join pragma_table_info(s.name) c"
          + " where s.type = 'table' and c.name = 'ns' order by s.name";
  private static final String TABLES_OF_POSTGRES =
      "select 'perdure.' || c.relname from pg_catalog.pg_class c"
          + " join pg_catalog.pg_attribute a on a.attrelid = c.oid"
          + " where c.relnamespace = 'perdure'::regnamespace and c.relkind = 'r'"
          + " and a.attname = 'ns' order by 1";

  private Rows() {}

  /** Every column of every row of that namespace, in every table that has namespaces, in order. */
  static List<String> of(Database database, String namespace) throws SQLException {
    boolean server = database.backend().capabilities().contains(Capability.SERVER);
    try (Connection connection = database.connect()) {
      List<String> rows = new ArrayList<>();
      for (String table : texts(connection, server ? TABLES_OF_POSTGRES : TABLES_OF_SQLITE)) {
        rows.addAll(of(connection, table, namespace));
      }
      return rows;
    }
  }

  private static List<String> of(Connection connection, String table, String namespace)
      throws SQLException {
    String sql = "select * from " + table + " where ns = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, namespace);
      try (ResultSet row = select.executeQuery()) {
        List<String> lines = new ArrayList<>();
        while (row.next()) {
          StringBuilder line = new StringBuilder(table);
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
            Object value = row.getObject(i);
            line.append(' ').append(column).append('=');
            line.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
          }
          lines.add(line.toString());
        }
        Collections.sort(lines);
        return lines;
      }
    }
  }

  private static List<String> texts(Connection connection, String sql) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    }
  }
}
