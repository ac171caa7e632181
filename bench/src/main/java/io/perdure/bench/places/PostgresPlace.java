package io.perdure.bench.places;

import io.perdure.Perdure;
import io.perdure.bench.work.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A schema of a Postgres server. */
final class PostgresPlace implements Place {
  private static final String SIZE =
      """
      select pg_table_size(c.oid), pg_indexes_size(c.oid), s.n_dead_tup,
        pg_current_wal_insert_lsn() - '%s'::pg_lsn
      from pg_class c join pg_stat_user_tables s on s.relid = c.oid
      where c.oid = '%s.perdure_task'::regclass
      """;

  private final PostgresBackend server;
  private final String schema;
  private final String begun;

  PostgresPlace(PostgresBackend server, String schema) {
    this.server = server;
    this.schema = schema;
    this.begun = ask("select pg_current_wal_insert_lsn()", row -> row.getString(1));
  }

  @Override
  public Perdure open() {
    return server.door(schema).migrateOnOpen().open();
  }

  @Override
  public Database database() {
    run("create schema if not exists " + schema);
    return server.database(schema);
  }

  @Override
  public long events() {
    return ask(
        "select pg_total_relation_size('" + schema + ".perdure_event')", row -> row.getLong(1));
  }

  @Override
  public Size size() {
    return ask(
        SIZE.formatted(begun, schema),
        row -> new Size(row.getLong(1), row.getLong(2), row.getLong(4), row.getLong(3)));
  }

  /** Clears up, and lets the planner look at what is there. */
  @Override
  public void settle() {
    String tables =
        "select coalesce(string_agg(format('%I.%I', schemaname, tablename), ', '), '') from"
            + " pg_tables where schemaname = '"
            + schema
            + "'";
    String all = ask(tables, row -> row.getString(1));
    if (!all.isEmpty()) {
      run("vacuum (analyze) " + all);
    }
  }

  @Override
  public void close() {
    run("drop schema if exists " + schema + " cascade");
  }

  private void run(String sql) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  private <T> T ask(String sql, Reading<T> reading) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return reading.of(row);
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }
}
