package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.schema.StoreSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What a migration would do")
class PlanTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName(
      "is told for each pending change: locks, rewriting, tolerance and SQL; nothing is changed")
  void plan(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    fresh.makeOlder();
    String locks = fresh.isSqlite() ? "the write lock on the file" : "nothing";
    Cli.Answer answer = fresh.run("plan");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .startsWith(
            "found\t%d\nexpected\t%d\n\nchange\t%d %s\nwhen\tin transaction\nlocks\t%s\nwaiting\t%s\n"
                    .formatted(
                        StoreSchema.expectedVersion() - 1,
                        StoreSchema.expectedVersion(),
                        StoreSchema.expectedVersion(),
                        Fresh.LAST,
                        locks,
                        fresh.isSqlite() ? "writers" : "nobody")
                + "rewrites\tnothing\nrunning\tcode for version 16 reads and writes\n"
                + "    create view ")
        .contains("perdure_task_readable", "    INSERT INTO ");
    assertThat(fresh.run("plan", "--json").out())
        .hasLineCount(1)
        .contains("\"name\":\"" + Fresh.LAST + "\"", "\"runningCanWrite\":true", "create view ");
    assertThat(fresh.run("plan", "--running", "0").out()).contains("running\tnone can");
    assertThat(fresh.run("status").out()).contains("pending\t" + Fresh.LAST);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("is the same if its SQL is run by hand: for a new database")
  void sqlForNew(Place place) throws Exception {
    Fresh migrated = Fresh.of(place, folder);
    Fresh byHand = Fresh.of(place, folder);
    assertThat(migrated.run("migrate").exitCode()).isZero();
    byHand.executeScript(sql(byHand));
    assertSame(byHand, migrated);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("is the same if its SQL is run by hand: for older ones, of every version")
  void sqlForOlder(Place place) throws Exception {
    for (int version : versions()) {
      Fresh migrated = older(place, version);
      Fresh byHand = older(place, version);
      assertThat(migrated.run("migrate").exitCode()).isZero();
      byHand.executeScript(sql(byHand, "--from", Integer.toString(version)));
      assertSame(byHand, migrated);
    }
  }

  /** Each is a run of Liquibase; the first, the last and some between will do. */
  private static List<Integer> versions() {
    return List.of(1, 6, 11, (int) StoreSchema.expectedVersion() - 1);
  }

  /** A database as it was at that version: the printed SQL up to there. */
  private Fresh older(Place place, int version) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    List<String> statements = new ArrayList<>();
    int left = version;
    for (String statement : sql(fresh).split(";\n", -1)) {
      if (left > 0) {
        statements.add(statement);
      }
      if (statement.strip().startsWith("INSERT INTO") && statement.contains("perdure_changelog ")) {
        left--;
      }
    }
    fresh.executeScript(String.join(";\n", statements) + ";\ncommit;\n");
    assertThat(fresh.run("status").out()).contains("found\t" + version + "\n");
    return fresh;
  }

  private static String sql(Fresh fresh, String... more) {
    List<String> line = new ArrayList<>(List.of("sql", fresh.kind()));
    if (!fresh.isSqlite()) {
      line.addAll(List.of("--schema", fresh.schema()));
    }
    line.addAll(List.of(more));
    Cli.Answer answer = Cli.plain().run(line.toArray(String[]::new));
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.err()).isEmpty();
    return answer.out();
  }

  /** Catalogs and bookkeeping; when it happened, and the store's own id, are each database's. */
  private static void assertSame(Fresh found, Fresh expected) throws Exception {
    assertThat(found.run("validate").exitCode()).isZero();
    assertThat(catalog(found)).isEqualTo(catalog(expected)).isNotEmpty();
    for (String rows :
        List.of(
            "id, author, filename, orderexecuted, exectype, description, comments, tag, contexts,"
                + " labels, liquibase from perdure_changelog order by orderexecuted",
            "id, locked, lockgranted, lockedby from perdure_changelog_lock",
            "version, change, min_reader, min_writer from perdure_schema order by version",
            "count(*) from perdure_store")) {
      assertThat(rows(found, rows)).isEqualTo(rows(expected, rows)).isNotEmpty();
    }
    if (found.isSqlite()) {
      String sums = "id, md5sum from perdure_changelog order by id";
      assertThat(rows(found, sums)).isEqualTo(rows(expected, sums));
    }
  }

  private static List<String> rows(Fresh fresh, String query) throws Exception {
    return fresh.query("select " + query.replace(" from ", " from " + fresh.table("")));
  }

  /** All that the catalog says of the schema, with its name taken away. */
  private static List<String> catalog(Fresh fresh) throws Exception {
    if (fresh.isSqlite()) {
      return fresh.query("select type, name, sql from sqlite_schema order by 1, 2");
    }
    String name = "'" + fresh.schema() + "'";
    List<String> lines = new ArrayList<>();
    lines.addAll(
        fresh.query(
            "select table_name, column_name, ordinal_position, column_default, is_nullable,"
                + " data_type, collation_name, is_identity from information_schema.columns"
                + " where table_schema = "
                + name
                + " order by 1, 3"));
    lines.addAll(
        fresh.query(
            "select indexname, indexdef from pg_indexes where schemaname = "
                + name
                + " order by 1"));
    lines.addAll(
        fresh.query(
            "select viewname, definition from pg_views where schemaname = "
                + name
                + " order by 1"));
    lines.addAll(
        fresh.query(
            "select conname, pg_get_constraintdef(c.oid) from pg_constraint c join pg_namespace n"
                + " on n.oid = c.connamespace where n.nspname = "
                + name
                + " order by 1"));
    lines.addAll(
        fresh.query(
            "select relname, relkind, reloptions, relacl from pg_class c join pg_namespace n"
                + " on n.oid = c.relnamespace where n.nspname = "
                + name
                + " and relkind <> 't' order by 1"));
    return lines.stream().map(line -> line.replace(fresh.schema(), "SCHEMA")).toList();
  }
}
