package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Migration on Postgres beside others")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContendedTablesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final PostgresPlaces places = new PostgresPlaces();

  @Test
  @DisplayName("waits for a table a second at a time, so that others are not held up behind it")
  void waitsInTurns() throws Exception {
    Place place = places.create();
    place.schema("synthetic").migrate();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Connection reader = place.connect()) {
      reader.setAutoCommit(false);
      Sql.execute(reader, "select count(*) from perdure.perdure_notes");
      Future<SchemaStatus> migrator =
          threads.submit(() -> place.schema("rewriting").patience(PATIENCE).migrate());
      untilSomebodyWaits(place);
      // Behind the migrator in the table's queue, and yet not held up for long.
      place.execute("set statement_timeout = '30s'", "select count(*) from perdure.perdure_notes");
      assertThat(migrator.isDone()).isFalse();
      untilSomebodyWaits(place);
      reader.commit();
      assertThat(migrator.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).found()).isEqualTo(5);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("gives up within its patience, and leaves what was there")
  void givesUp() throws Exception {
    Place place = places.create();
    place.schema("synthetic").migrate();
    try (Connection reader = place.connect()) {
      reader.setAutoCommit(false);
      Sql.execute(reader, "select count(*) from perdure.perdure_notes");
      assertThatThrownBy(() -> place.schema("rewriting").patience(Duration.ofMillis(300)).migrate())
          .isInstanceOf(SchemaBusyException.class)
          .hasMessageContaining("0.3 s");
      reader.commit();
    }
    assertThat(place.schema("rewriting").status().found()).isEqualTo(3);
    assertThat(place.schema("rewriting").migrate().found()).isEqualTo(5);
  }

  @Test
  @DisplayName("an index build that waits for older transactions gives up, and is resumed")
  void indexBuildGivesUp() throws Exception {
    Place place = places.create();
    place.schema("synthetic").migrate();
    place.execute(
        "drop index perdure.perdure_notes_by_word",
        "delete from perdure.perdure_changelog where id = 'notes-by-word'",
        "delete from perdure.perdure_schema where change = 'notes-by-word'");
    try (Connection writer = place.connect()) {
      writer.setAutoCommit(false);
      Sql.execute(writer, "insert into perdure.perdure_notes (id, word) values (-1, 'open')");
      assertThatThrownBy(() -> place.schema("synthetic").patience(Duration.ofMillis(500)).migrate())
          .isInstanceOf(SchemaBusyException.class);
      writer.commit();
    }
    assertThat(place.schema("synthetic").status().pending()).containsExactly("notes-by-word");
    assertThat(place.schema("synthetic").migrate().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(validIndexes(place)).containsExactly("perdure: true");
  }

  @Test
  @DisplayName("two stores in two schemas of a database know nothing of each other")
  void twoSchemas() throws Exception {
    Place place = places.create();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<SchemaStatus>> migrators =
          List.of(
              threads.submit(() -> place.schema("synthetic").schema("bills").migrate()),
              threads.submit(() -> place.schema("synthetic").schema("orders").migrate()));
      for (Future<SchemaStatus> migrator : migrators) {
        assertThat(migrator.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).state())
            .isEqualTo(SchemaState.CURRENT);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(validIndexes(place)).containsExactly("bills: true", "orders: true");
    place.schema("rewriting").schema("orders").migrate();
    assertThat(place.schema("rewriting").schema("bills").status().found()).isEqualTo(3);
    assertThat(place.schema().status().state()).isEqualTo(SchemaState.ABSENT);
    assertThat(
            place.query(
                "select b.id = o.id from bills.perdure_store b cross join orders.perdure_store o"))
        .containsExactly("f");
  }

  @Test
  @DisplayName("a lock row of another Liquibase in the same schema holds up nobody, and stays")
  void otherLiquibase() throws Exception {
    Place place = places.create();
    place.execute(
        "create schema perdure",
        "create table perdure.databasechangeloglock (id int primary key, locked boolean not null,"
            + " lockgranted timestamp, lockedby varchar(255))",
        "insert into perdure.databasechangeloglock values (1, true, now(), 'another')");
    assertThat(place.schema("liquibase").migrate().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(place.schema().validate()).isEmpty();
    assertThat(place.query("select locked from perdure.databasechangeloglock"))
        .containsExactly("t");
  }

  private static List<String> validIndexes(Place place) throws Exception {
    return place.query(
        "select n.nspname || ': ' || i.indisvalid from pg_index i"
            + " join pg_class c on c.oid = i.indexrelid"
            + " join pg_namespace n on n.oid = c.relnamespace"
            + " where c.relname = 'perdure_notes_by_word' order by 1");
  }

  /** Waits until a session waits for a table. */
  private static void untilSomebodyWaits(Place place) throws Exception {
    PostgresMigrationTest.until(place, "wait_event_type = 'Lock' and query ilike 'alter table%'");
  }
}
