package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Migration on Postgres")
class PostgresMigrationTest extends MigrationContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final PostgresPlaces places = new PostgresPlaces();

  @Override
  Place place() throws Exception {
    return places.create();
  }

  @Override
  List<String> leftovers(Place place) throws Exception {
    return place.query(
        "select relname from pg_class where relname like 'perdure%'"
            + " union all select nspname from pg_namespace where nspname like 'perdure%'");
  }

  @Override
  String prefix() {
    return "perdure.";
  }

  @Test
  @DisplayName("waiting migrators do not hold up the index build they wait for")
  void waitersDuringIndexBuild() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    place.execute(
        "drop index perdure.perdure_notes_by_word",
        "delete from perdure.perdure_changelog where id = 'notes-by-word'",
        "delete from perdure.perdure_schema where change = 'notes-by-word'");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Connection writer = place.connect()) {
      writer.setAutoCommit(false);
      Sql.execute(writer, "insert into perdure.perdure_notes (id, word) values (-1, 'open')");
      List<Future<SchemaStatus>> migrators = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        migrators.add(threads.submit(() -> place.schema("synthetic").migrate()));
      }
      until(place, "wait_event_type = 'Lock' and query ilike 'create index concurrently%'");
      until(place, "query = 'rollback' and state = 'idle'");
      assertThat(migrators).noneMatch(Future::isDone);
      writer.commit();
      for (Future<SchemaStatus> migrator : migrators) {
        assertThat(migrator.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).state())
            .isEqualTo(SchemaState.CURRENT);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(validIndexes(place)).containsExactly("true");
  }

  @Test
  @DisplayName("what an interrupted index build left behind is dropped, and the index is built")
  void invalidLeftover() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    place.execute(
        "drop index perdure.perdure_notes_by_word",
        "delete from perdure.perdure_changelog where id = 'notes-by-word'",
        "delete from perdure.perdure_schema where change = 'notes-by-word'");
    assertThatThrownBy(
            () ->
                place.execute(
                    "create unique index concurrently perdure_notes_by_word"
                        + " on perdure.perdure_notes (word)"))
        .isInstanceOf(SQLException.class);
    assertThat(validIndexes(place)).containsExactly("false");
    assertThat(place.schema("synthetic").migrate().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(validIndexes(place)).containsExactly("true");
  }

  @Test
  @DisplayName("the session is given back as it was, and the pool's connection too")
  void sessionStays() throws Exception {
    Place place = place();
    try (Connection connection = place.connect()) {
      Sql.execute(connection, "set search_path = public");
      StoreSchema.on(connection).changelog(Place.changelog("liquibase")).migrate();
      assertThat(Sql.query(connection, "show search_path", row -> row.getString(1)))
          .containsExactly("public");
      assertThat(connection.getAutoCommit()).isTrue();
    }
    try (Connection connection = place.connect()) {
      connection.setAutoCommit(false);
      StoreSchema.on(Place.dataSource(() -> keepOpen(connection))).validate();
      assertThat(connection.getAutoCommit()).isFalse();
    }
  }

  @Test
  @DisplayName("who may not create schemas may fill one that is there")
  void schemaOfAnother() throws Exception {
    Place place = place();
    String role = "owner_" + places.name();
    place.execute(
        "create role " + role,
        "create schema orders authorization " + role,
        "revoke create on database " + places.name() + " from public");
    try (Connection connection = place.connect()) {
      Sql.execute(connection, "set role " + role);
      StoreSchema schema = StoreSchema.on(connection).schema("orders");
      assertThat(schema.migrate().state()).isEqualTo(SchemaState.CURRENT);
      assertThat(schema.validate()).isEmpty();
      assertThat(StoreSchema.on(connection).status().state()).isEqualTo(SchemaState.ABSENT);
    } finally {
      place.execute("drop owned by " + role + " cascade", "drop role " + role);
    }
  }

  private static Connection keepOpen(Connection connection) {
    return (Connection)
        java.lang.reflect.Proxy.newProxyInstance(
            PostgresMigrationTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
  }

  private static List<String> validIndexes(Place place) throws SQLException {
    return place.query(
        "select i.indisvalid::text from pg_index i join pg_class c on c.oid = i.indexrelid"
            + " where c.relname = 'perdure_notes_by_word'");
  }

  /** Waits until another session is so. */
  static void until(Place place, String condition) throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String sql =
        "select pid from pg_stat_activity where pid <> pg_backend_pid()"
            + " and datname = current_database() and "
            + condition;
    while (place.query(sql).isEmpty()) {
      assertThat(System.nanoTime()).as(condition).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
