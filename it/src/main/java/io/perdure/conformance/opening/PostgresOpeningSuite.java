package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.PostgresOptions;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.conformance.kit.Wrapped;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.WorkflowId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.SERVER)
@Clause("C3")
@DisplayName("A store on Postgres")
public abstract class PostgresOpeningSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final String OTHERS =
      "select count(*) from pg_stat_activity"
          + " where datname = current_database() and pid <> pg_backend_pid()";

  @Test
  @DisplayName("opens by URL with a pool of its own, which ends when it is closed")
  void byUrl(Database database) throws SQLException {
    Beside beside = Beside.server(database);
    try (Perdure perdure = Perdure.postgres(beside.url()).poolSize(3).migrateOnOpen().open()) {
      Store store = perdure.namespace("shop");
      try (Crowd crowd = new Crowd()) {
        for (int i = 0; i < 8; i++) {
          WorkflowId workflow = WorkflowId.of("w" + i);
          crowd.call(() -> store.history().append(workflow, 0, event("one")));
        }
        crowd.allAnswer();
      }
      assertThat(beside.number(OTHERS)).isBetween(1L, 3L);
    }
    Crowd.until("the pool's connections end", () -> none(beside));
  }

  private static boolean none(Beside beside) {
    try {
      return beside.number(OTHERS) == 0;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("opens by data source, gives back what it took, and leaves the data source open")
  void byDataSource(Database database) throws SQLException {
    String url = Beside.server(database).url();
    AtomicInteger out = new AtomicInteger();
    Wrapped dataSource =
        new Wrapped(
            () -> {
              out.incrementAndGet();
              return DriverManager.getConnection(url);
            },
            connection -> {
              out.decrementAndGet();
              connection.close();
            });
    Perdure perdure = Perdure.postgres(dataSource).migrateOnOpen().open();
    Store store = perdure.namespace("shop");
    store.history().append(A, 0, event("one"));
    store.transact(tx -> tx.history().append(A, 1, event("two")));
    long head = store.snapshot(snapshot -> snapshot.history().head(A));
    assertThat(head).isEqualTo(2);
    assertThat(out).hasValue(0);

    perdure.close();

    assertThat(out).hasValue(0);
    try (Connection connection = dataSource.getConnection()) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  @Clause("X5")
  @DisplayName("joins a transaction on a connection of the caller's data source")
  void joinsCallers(Database database) throws SQLException {
    Wrapped dataSource = Wrapped.connecting(Beside.server(database).url());
    try (Perdure perdure = Perdure.postgres(dataSource).migrateOnOpen().open()) {
      Store store = perdure.namespace("shop");
      try (Connection connection = dataSource.getConnection()) {
        Beside.execute(connection, "set default_transaction_read_only = off");
        connection.setAutoCommit(false);
        store.join(connection).history().append(A, 0, event("one"));
        connection.commit();
      }
      assertThat(store.history().head(A)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("has its tables in the schema that was named, apart from those in another one")
  void twoSchemas(Database database) throws SQLException {
    Beside beside = Beside.server(database);
    try (Perdure one = Perdure.postgres(beside.url()).schema("shop_1").migrateOnOpen().open();
        Perdure two = Perdure.postgres(beside.url()).schema("shop_2").migrateOnOpen().open()) {
      Store first = one.namespace("shop");
      Store second = two.namespace("shop");
      first.history().append(A, 0, event("one"), event("two"));
      second.history().append(A, 0, event("one"));

      assertThat(first.history().head(A)).isEqualTo(2);
      assertThat(second.history().head(A)).isEqualTo(1);
    }
    assertThat(
            beside.texts(
                "select distinct schemaname::text from pg_tables where tablename like 'perdure%'"
                    + " order by 1"))
        .containsExactly("shop_1", "shop_2");
    try (PerdureReader reader = Perdure.postgres(beside.url()).schema("shop_1").openReadOnly()) {
      assertThat(reader.namespace("shop").history().head(A)).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("takes no schema name that would need quotes, or is the server's")
  void schemaNames(Database database) throws SQLException {
    PostgresOptions options = Perdure.postgres(Beside.server(database).url());

    for (String name :
        List.of("", "Shop", "1shop", "a b", "a\"b", "a;b", "x".repeat(64), "pg_shop", "ü")) {
      assertThatThrownBy(() -> options.schema(name).open().close())
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("refuses a database whose commits are not flushed, unless that was asked for")
  void weakDurability(Database database) throws SQLException {
    database.perdure().close();
    Beside beside = Beside.server(database);
    beside.execute(
        "do $$ begin execute format('alter database %I set synchronous_commit = off',"
            + " current_database()); end $$");

    assertThatThrownBy(() -> database.door().open().close())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("synchronous_commit")
        .hasMessageContaining("allowWeakDurability()");
    PostgresOptions door = (PostgresOptions) database.door();
    try (Perdure perdure = door.allowWeakDurability().open()) {
      assertThat(perdure.namespace("shop").history().append(A, 0, event("one")).last())
          .isEqualTo(1);
    }
  }

  @Test
  @DisplayName("says that the server is out of reach, or refused who connects, in its own words")
  void unreachable(Database database) throws SQLException {
    assertThatThrownBy(
            () ->
                Perdure.postgres("jdbc:postgresql://127.0.0.1:9/nowhere?user=nobody")
                    .retryFor(Duration.ofSeconds(1))
                    .open()
                    .close())
        .isInstanceOfSatisfying(
            StoreUnavailableException.class,
            unavailable -> assertThat(unavailable.outcomeUnknown()).isFalse());

    String url = Beside.server(database).url().replaceFirst("/[^/?]*(\\?|$)", "/absent_database$1");
    assertThatThrownBy(() -> Perdure.postgres(url).retryFor(Duration.ofSeconds(1)).open().close())
        .isInstanceOf(StoreException.class);
  }
}
