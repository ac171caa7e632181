package io.perdure.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads Postgres' catalog. Expects a search path on which names mean the server's own. */
final class PostgresCatalog {
  /** Perdure's relations in a schema: the parameter is its name. */
  private static final String OURS =
      " join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = ? and c.relname like 'perdure\\_%'"
          + " and c.relname not like 'perdure\\_changelog%'";

  private final Connection connection;
  private final SchemaName schema;
  private final Catalog.Reader reader = new Catalog.Reader();

  private PostgresCatalog(Connection connection, SchemaName schema) {
    this.connection = connection;
    this.schema = schema;
  }

  private record Relation(String name, String kind, boolean triggered) {}

  private record Index(
      long oid, String name, String table, boolean key, String manner, String predicate) {}

  static Catalog read(Connection connection, SchemaName schema) throws SQLException {
    return new PostgresCatalog(connection, schema).read();
  }

  private Catalog read() throws SQLException {
    List<Relation> relations =
        Sql.query(
            connection,
            "select c.relname, c.relkind::text, c.relhastriggers from pg_class c"
                + OURS
                + " and c.relkind in ('r', 'p', 'v', 'm', 'f')",
            row -> new Relation(row.getString(1), row.getString(2), row.getBoolean(3)),
            schema.name());
    for (Relation relation : relations) {
      switch (relation.kind()) {
        case "r", "p" -> {
          reader.table(relation.name(), relation.triggered() ? "with triggers" : "");
          columns(relation.name());
        }
        case "v" -> reader.view(relation.name(), columnNames(relation.name()));
        default -> reader.table(relation.name(), "of kind " + relation.kind());
      }
    }
    checks();
    indexes();
    return reader.end();
  }

  private List<String> columnNames(String relation) throws SQLException {
    return Sql.query(
        connection,
        "select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
            + OURS
            + " and c.relname = ? and a.attnum > 0 and not a.attisdropped order by a.attnum",
        row -> row.getString(1),
        schema.name(),
        relation);
  }

  private void columns(String table) throws SQLException {
    Sql.query(
            connection,
            "select a.attname, format_type(a.atttypid, a.atttypmod), coalesce(o.collname, 'C'),"
                + " a.attnotnull, a.atthasdef, a.attidentity::text <> ''"
                + " from pg_attribute a join pg_class c on c.oid = a.attrelid"
                + " left join pg_collation o on o.oid = a.attcollation"
                + OURS
                + " and c.relname = ? and a.attnum > 0 and not a.attisdropped",
            row ->
                new String[] {
                  row.getString(1),
                  Catalog.type(row.getString(2))
                      + (row.getString(3).equals("C") ? "" : " collate " + row.getString(3))
                      + (row.getBoolean(4) ? " not null" : "")
                      + (row.getBoolean(5) ? " with default" : "")
                      + (row.getBoolean(6) ? " generated" : "")
                },
            schema.name(),
            table)
        .forEach(column -> reader.column(table, column[0], column[1]));
  }

  private void checks() throws SQLException {
    Sql.query(
            connection,
            "select c.relname, k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid"
                + OURS
                + " and k.contype = 'c'",
            row -> new String[] {row.getString(1), row.getString(2)},
            schema.name())
        .forEach(check -> reader.check(check[0], check[1]));
  }

  private void indexes() throws SQLException {
    List<Index> indexes =
        Sql.query(
            connection,
            "select i.indexrelid::bigint, x.relname, c.relname,"
                + " exists (select 1 from pg_constraint k where k.conindid = i.indexrelid"
                + " and k.contype in ('p', 'u')),"
                + " case when i.indisunique then 'unique ' else '' end"
                + " || case when i.indisvalid then 'on ' else 'invalid on ' end || c.relname,"
                + " coalesce(pg_get_expr(i.indpred, i.indrelid), '')"
                + " from pg_index i join pg_class x on x.oid = i.indexrelid"
                + " join pg_class c on c.oid = i.indrelid"
                + OURS,
            row ->
                new Index(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getBoolean(4),
                    row.getString(5),
                    row.getString(6)),
            schema.name());
    for (Index index : indexes) {
      List<String> columns = indexColumns(index.oid());
      if (index.key()) {
        reader.key(index.table(), columns);
      } else {
        reader.index(index.name(), index.manner(), columns, index.predicate());
      }
    }
  }

  /** Bit 1 of an index column's options is descending order. */
  private List<String> indexColumns(long index) throws SQLException {
    return Sql.query(
        connection,
        "select pg_get_indexdef(i.indexrelid, k, true)"
            + " || coalesce((select ' collate ' || o.collname from pg_collation o"
            + " where o.oid = i.indcollation[k - 1] and o.collname <> 'C'), '')"
            + " || case when i.indoption[k - 1] & 1 = 1 then ' desc' else '' end"
            + " from pg_index i, generate_series(1, i.indnkeyatts::int) k"
            + " where i.indexrelid = ?::bigint::oid order by k",
        row -> row.getString(1),
        index);
  }
}
