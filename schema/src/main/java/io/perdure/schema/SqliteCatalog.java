package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SQLite's catalog. */
final class SqliteCatalog {
  private static final Pattern NAMED_CHECK =
      Pattern.compile("\\bconstraint\\s+(\\w+)\\s+check\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern COLLATE = Pattern.compile("\\bcollate\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern WHERE =
      Pattern.compile("\\)\\s*where\\b(.*)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Connection connection;
  private final Catalog.Reader reader = new Catalog.Reader();

  private SqliteCatalog(Connection connection) {
    this.connection = connection;
  }

  private record Entry(String type, String name, String table, String sql) {}

  private record Column(String name, String type, boolean notNull, boolean defaulted, int key) {}

  private record Index(String name, boolean unique, String origin) {}

  static Catalog read(Connection connection) throws SQLException {
    return new SqliteCatalog(connection).read();
  }

  private Catalog read() throws SQLException {
    List<Entry> entries =
        Sql.query(
            connection,
            "select type, name, tbl_name, coalesce(sql, '') from sqlite_master"
                + " where name glob 'perdure_*' and tbl_name not glob 'perdure_changelog*'",
            row ->
                new Entry(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    for (Entry entry : entries) {
      switch (entry.type()) {
        case "table" -> table(entry);
        case "view" ->
            reader.view(entry.name(), columns(entry.name()).stream().map(Column::name).toList());
        case "trigger" -> reader.table(entry.table(), "with trigger " + entry.name());
        default -> {}
      }
    }
    for (Entry entry : entries) {
      if (entry.type().equals("table")) {
        indexes(entry, entries);
      }
    }
    return reader.end();
  }

  private void table(Entry table) throws SQLException {
    reader.table(table.name(), COLLATE.matcher(table.sql()).find() ? "with other collations" : "");
    List<Column> columns = columns(table.name());
    boolean underItsKey = table.sql().toLowerCase(Locale.ROOT).contains("without rowid");
    long keyColumns = columns.stream().filter(column -> column.key() > 0).count();
    for (Column column : columns) {
      boolean generated =
          !underItsKey
              && keyColumns == 1
              && column.key() == 1
              && column.type().equalsIgnoreCase("integer");
      reader.column(
          table.name(),
          column.name(),
          Catalog.type(column.type())
              + (column.notNull() ? " not null" : "")
              + (column.defaulted() ? " with default" : "")
              + (generated ? " generated" : ""));
    }
    Matcher checks = NAMED_CHECK.matcher(table.sql());
    while (checks.find()) {
      reader.check(table.name(), checks.group(1));
    }
  }

  private List<Column> columns(String table) throws SQLException {
    return Sql.query(
        connection,
        "select name, type, \"notnull\", dflt_value is not null, pk from pragma_table_xinfo(?)",
        row ->
            new Column(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getInt(5)),
        table);
  }

  private void indexes(Entry table, List<Entry> entries) throws SQLException {
    List<Index> indexes =
        Sql.query(
            connection,
            "select name, \"unique\", origin from pragma_index_list(?)",
            row -> new Index(row.getString(1), row.getBoolean(2), row.getString(3)),
            table.name());
    for (Index index : indexes) {
      List<String> columns = indexColumns(index.name());
      if (index.origin().equals("c")) {
        String sql =
            entries.stream()
                .filter(entry -> entry.type().equals("index") && entry.name().equals(index.name()))
                .map(Entry::sql)
                .findFirst()
                .orElse("");
        Matcher where = WHERE.matcher(sql);
        reader.index(
            index.name(),
            (index.unique() ? "unique on " : "on ") + table.name(),
            columns,
            where.find() ? where.group(1) : "");
      } else {
        reader.key(table.name(), columns);
      }
    }
  }

  private List<String> indexColumns(String index) throws SQLException {
    return Sql.query(
        connection,
        "select coalesce(name, 'expression'), \"desc\", coll from pragma_index_xinfo(?)"
            + " where key = 1 order by seqno",
        row ->
            row.getString(1)
                + (row.getString(3).equals("BINARY") ? "" : " collate " + row.getString(3))
                + (row.getBoolean(2) ? " desc" : ""),
        index);
  }
}
