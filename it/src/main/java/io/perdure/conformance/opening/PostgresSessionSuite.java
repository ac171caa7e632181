package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.conformance.kit.Wrapped;
import io.perdure.store.Key;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Decision;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Mark;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.SERVER)
@Clause("C3")
@DisplayName("A session on Postgres")
public abstract class PostgresSessionSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  /** Everything that a session keeps from one transaction to the next, as one text each. */
  private static final Map<String, String> STATE =
      Map.of(
          "settings",
          "select pg_catalog.concat_ws('=', name, setting) from pg_catalog.pg_settings"
              + " where source = 'session' order by name",
          "locks",
          "select mode from pg_catalog.pg_locks where locktype = 'advisory'"
              + " and pid = pg_catalog.pg_backend_pid()",
          "prepared",
          "select name from pg_catalog.pg_prepared_statements where from_sql",
          "cursors",
          "select name from pg_catalog.pg_cursors where is_holdable",
          "channels",
          "select * from pg_catalog.pg_listening_channels()",
          "temporary tables",
          "select relname from pg_catalog.pg_class where relpersistence = 't'"
              + " and pg_catalog.pg_table_is_visible(oid)");

  @Test
  @DisplayName("is given back as it was taken, whatever was done on it")
  void leftAsFound(Database database) throws SQLException {
    try (Connection only = DriverManager.getConnection(Beside.server(database).url())) {
      Map<String, String> before = state(only);
      Wrapped dataSource = new Wrapped(() -> only, connection -> {});
      try (Perdure perdure = Perdure.postgres(dataSource).migrateOnOpen().open()) {
        assertThat(state(only)).as("after opening").isEqualTo(before);
        for (Map.Entry<String, Crowd.Action> use : uses(perdure.namespace("shop")).entrySet()) {
          runQuietly(use.getValue());
          assertThat(state(only)).as("after %s", use.getKey()).isEqualTo(before);
        }
      }
      assertThat(state(only)).as("after closing").isEqualTo(before);
    }
  }

  @Test
  @DisplayName(
      "may be another one for each transaction, as behind a proxy that pools by transaction")
  void pooledByTransaction(Database database) throws SQLException {
    String url = Beside.server(database).url();
    String unprepared = url + (url.contains("?") ? "&" : "?") + "prepareThreshold=0";
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        all.add(DriverManager.getConnection(unprepared));
      }
      Deque<Connection> free = new ArrayDeque<>(all);
      Wrapped proxy =
          new Wrapped(
              free::removeFirst,
              connection -> {
                Beside.execute(connection, "discard all");
                free.addLast(connection);
              });
      try (Perdure perdure = Perdure.postgres(proxy).migrateOnOpen().open()) {
        Store store = perdure.namespace("shop");
        for (Crowd.Action use : uses(store).values()) {
          runQuietly(use);
        }
        for (long head = store.history().head(A); head < 20; head++) {
          assertThat(store.history().append(A, head, event("next")).last()).isEqualTo(head + 1);
          assertThat(store.history().head(A)).isEqualTo(head + 1);
        }
      }
      assertThat(free).hasSize(3);
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  private static Map<String, Crowd.Action> uses(Store store) {
    Map<String, Crowd.Action> uses = new TreeMap<>();
    uses.put("1 append", () -> store.history().append(A, 0, event("one")));
    uses.put(
        "2 append with a key",
        () -> store.history().append(Append.to(A).at(1).key(Key.of("k")).events(event("two"))));
    uses.put(
        "3 append a mark",
        () -> store.history().append(A, 2, event("three").mark(Mark.started("order"))));
    uses.put("4 conflict", () -> store.history().append(A, 0, event("stale")));
    uses.put("5 update", () -> store.history().update(A, seen -> Decision.of(1, event("four"))));
    uses.put("6 reads", () -> store.history().find(A));
    uses.put("7 list", () -> store.history().active(PageRequest.first(10)));
    uses.put("8 stream", () -> store.history().stream(A, EventRange.all()).forEach(event -> {}));
    uses.put("9 snapshot", () -> store.snapshot(snapshot -> snapshot.history().read(A)));
    uses.put(
        "a transact",
        () ->
            store.transact(
                tx -> {
                  tx.lock("door");
                  return tx.history().append(A, tx.history().head(A), event("tx"));
                }));
    uses.put(
        "b transact that throws",
        () ->
            store.transact(
                tx -> {
                  tx.lock("door");
                  tx.history().append(A, tx.history().head(A), event("tx"));
                  throw new IllegalStateException("own");
                }));
    uses.put(
        "c serializable with connection",
        () ->
            store.<Boolean, SQLException>transact(
                TransactionOptions.defaults().serializable().withConnection(),
                tx -> {
                  Beside.execute(tx.connection(), "set local work_mem = '5MB'");
                  return true;
                }));
    uses.put(
        "d swallowed error",
        () ->
            store.<Boolean, SQLException>transact(
                TransactionOptions.defaults().withConnection(),
                tx -> {
                  try {
                    Beside.execute(tx.connection(), "insert into nowhere values (1)");
                  } catch (SQLException swallowed) {
                    return false;
                  }
                  return true;
                }));
    return uses;
  }

  /** Some of the uses are to fail; how is told by other tests. */
  private static void runQuietly(Crowd.Action use) {
    try {
      use.run();
    } catch (Exception expected) {
      assertThat(expected.getClass().getName())
          .matches("io\\.perdure\\..*|java\\.lang\\.Illegal.*");
    }
  }

  private static Map<String, String> state(Connection connection) throws SQLException {
    Map<String, String> state = new TreeMap<>();
    state.put("auto-commit", "" + connection.getAutoCommit());
    state.put("read-only", "" + connection.isReadOnly());
    state.put("isolation", Beside.texts(connection, "show transaction_isolation").get(0));
    for (Map.Entry<String, String> query : STATE.entrySet()) {
      state.put(query.getKey(), "" + Beside.texts(connection, query.getValue()));
    }
    return state;
  }
}
