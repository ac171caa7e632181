package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Parity of SQLite and Postgres")
class ParityTest {
  @TempDir private Path folder;
  @RegisterExtension private final PostgresPlaces places = new PostgresPlaces();

  private Place sqlite() {
    Place place = new Place("jdbc:sqlite:" + folder.resolve("store.db"));
    place.schema().migrate();
    return place;
  }

  private Place postgres() throws SQLException {
    Place place = places.create();
    place.schema().migrate();
    return place;
  }

  @Test
  @DisplayName("tables, columns, collations, keys, checks, indexes and predicates are the same")
  void catalogs() throws SQLException {
    Catalog sqlite = sqlite().catalog();
    Catalog postgres = postgres().catalog();
    assertThat(postgres.entries()).isEqualTo(sqlite.entries());
    assertThat(postgres.entries().keySet())
        .anyMatch(subject -> subject.startsWith("index "))
        .anyMatch(subject -> subject.startsWith("key "));
  }

  @Test
  @DisplayName("text orders by its bytes on both, also where the database's default does not")
  void order() throws SQLException {
    Place sqlite = sqlite();
    Place postgres = postgres();
    assertThat(postgres.query("select ('a' < 'B')::text")).containsExactly("true");
    for (String id : List.of("B", "a", "Z", "é", "z", "\uD83D\uDE00", "\uFF21", "_")) {
      String row = "perdure_workflow (ns, workflow, head, run_no) values ('n', '" + id + "', 0, 0)";
      sqlite.execute("insert into " + row);
      postgres.execute("insert into perdure." + row);
    }
    assertThat(sqlite.query("select workflow from perdure_workflow order by workflow"))
        .containsExactly("B", "Z", "_", "a", "z", "é", "\uFF21", "\uD83D\uDE00")
        .isEqualTo(
            postgres.query("select workflow from perdure.perdure_workflow order by workflow"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,1970-01-01T00:00:00.000000000Z",
    "-1,1969-12-31T23:59:59.999999999Z",
    "1772600767123456789,2026-03-04T05:06:07.123456789Z",
    "9223372036854775807,2262-04-11T23:47:16.854775807Z",
    "-9223372036854775808,1677-09-21T00:12:43.145224192Z"
  })
  @DisplayName("the views show instants to the nanosecond, the same on both")
  void readable(String nanos, String instant) throws SQLException {
    String row =
        "perdure_run (ns, workflow, run_no, run, status, type, started_at, first_seq)"
            + " values ('n', 'w', 1, 'r', 'RUNNING', 't', "
            + nanos
            + ", 1)";
    Place sqlite = sqlite();
    sqlite.execute("insert into " + row);
    assertThat(sqlite.query("select started_at from perdure_run_readable"))
        .containsExactly(instant);
    Place postgres = postgres();
    postgres.execute("insert into perdure." + row);
    assertThat(postgres.query("select started_at from perdure.perdure_run_readable"))
        .containsExactly(instant);
    assertThat(postgres.query("select closed_at from perdure.perdure_run_readable"))
        .isEqualTo(sqlite.query("select closed_at from perdure_run_readable"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alter table perdure.perdure_run alter column failure type text collate \"en-x-icu\""
            + "|column perdure_run.failure",
        "alter table perdure.perdure_run alter column first_seq type numeric"
            + "|column perdure_run.first_seq",
        "alter table perdure.perdure_run alter column failure set not null"
            + "|column perdure_run.failure",
        "alter table perdure.perdure_event alter column tx drop default|column perdure_event.tx",
        "alter table perdure.perdure_run drop constraint perdure_run_ns"
            + "|check perdure_run.perdure_run_ns",
        "alter table perdure.perdure_run drop constraint perdure_run_id"
            + "|key perdure_run (ns, workflow, run)",
        "drop index perdure.perdure_workflow_live|index perdure_workflow_live",
        "drop view perdure.perdure_run_readable|view perdure_run_readable",
        "create table perdure.perdure_more ()|table perdure_more"
      })
  @DisplayName("validation tells what somebody changed")
  void validation(String statement, String subject) throws SQLException {
    Place place = postgres();
    if (statement.contains("first_seq")) {
      place.execute("drop view perdure.perdure_run_readable cascade");
    }
    if (statement.contains("column failure type")) {
      place.execute("drop view perdure.perdure_run_readable");
    }
    place.execute(statement);
    assertThat(place.schema().validate())
        .extracting(SchemaDifference::subject)
        .contains(subject)
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  @DisplayName("an index with another predicate or order is told of")
  void otherIndex() throws SQLException {
    Place place = postgres();
    place.execute(
        "drop index perdure.perdure_workflow_live",
        "create index perdure_workflow_live on perdure.perdure_workflow"
            + " (ns, status, first_started_at desc, workflow) where status = 'RUNNING'",
        "drop index perdure.perdure_workflow_by_start",
        "create index perdure_workflow_by_start on perdure.perdure_workflow"
            + " (ns, first_started_at, workflow) where first_started_at is not null");
    assertThat(place.schema().validate())
        .extracting(SchemaDifference::subject)
        .containsExactly("index perdure_workflow_by_start", "index perdure_workflow_live");
  }

  @Test
  @DisplayName("on Postgres, too, the printed SQL leads to what Liquibase itself leads to")
  void printedSql() throws SQLException {
    Place printed = postgres();
    Place applied = places.create();
    applied.schema("liquibase").migrate();
    assertThat(definitions(applied)).isEqualTo(definitions(printed)).isNotEmpty();
  }

  /** Everything that Postgres says of the schema, and the changelog's rows but for the time. */
  private static List<String> definitions(Place place) throws SQLException {
    return place.query(
        """
        select definition from (
          select 'relation ' || c.relname || ' ' || c.relkind::text || coalesce(c.reloptions::text, '')
            as definition
            from pg_class c where c.relnamespace = 'perdure'::regnamespace
          union all
          select concat_ws(' ', 'column', c.relname, a.attnum, a.attname,
              format_type(a.atttypid, a.atttypmod), a.attcollation, a.attnotnull,
              a.attidentity, pg_get_expr(d.adbin, d.adrelid))
            from pg_attribute a join pg_class c on c.oid = a.attrelid
              left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where c.relnamespace = 'perdure'::regnamespace and a.attnum > 0
          union all
          select k.conname || ' ' || pg_get_constraintdef(k.oid)
            from pg_constraint k where k.connamespace = 'perdure'::regnamespace
          union all
          select indexdef from pg_indexes where schemaname = 'perdure'
          union all
          select viewname || definition from pg_views where schemaname = 'perdure'
          union all
          select concat_ws('|', id, author, filename, orderexecuted, exectype, md5sum,
              description, coalesce(comments, 'null'), coalesce(tag, 'null'), liquibase,
              coalesce(contexts, 'null'), coalesce(labels, 'null'))
            from perdure.perdure_changelog
          union all
          select concat_ws('|', 'lock', id, locked, coalesce(lockgranted::text, 'null'))
            from perdure.perdure_changelog_lock
        ) everything order by definition collate "C"
        """);
  }
}
