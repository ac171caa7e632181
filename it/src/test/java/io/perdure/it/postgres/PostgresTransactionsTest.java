package io.perdure.it.postgres;

import static io.perdure.it.postgres.PostgresSite.append;
import static io.perdure.it.postgres.PostgresSite.head;
import static io.perdure.it.postgres.PostgresSite.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.engine.Deadline;
import io.perdure.store.jooq.engine.RunAgain;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What transactions on Postgres promise beside their rooms. */
class PostgresTransactionsTest {
  private PostgresSite site;
  private PostgresDatabase database;

  @BeforeEach
  void open() throws Exception {
    site = PostgresSite.create();
    database = site.open();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  private static String ask(Session session, String sql) {
    try (Statement statement = session.connection().createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw session.failed(e);
    }
  }

  private String inTransaction(WriteMode mode, String sql) {
    return database.<String, RuntimeException>write(mode, soon(), session -> ask(session, sql));
  }

  @ParameterizedTest
  @DisplayName("Every transaction says its isolation and access mode itself")
  @EnumSource(
      value = WriteMode.class,
      names = {"OPERATION", "BODY", "ALONE", "SERIALIZABLE"})
  void isolation(WriteMode mode) throws Exception {
    site.execute(
        "alter database "
            + site.name()
            + " set default_transaction_isolation = 'repeatable read'; alter database "
            + site.name()
            + " set default_transaction_read_only = on; alter database "
            + site.name()
            + " set default_transaction_deferrable = on");
    PostgresDatabase hostile = site.open();
    database = hostile;
    String expected = mode == WriteMode.SERIALIZABLE ? "serializable" : "read committed";
    assertThat(inTransaction(mode, "show transaction_isolation")).isEqualTo(expected);
    assertThat(inTransaction(mode, "show transaction_read_only")).isEqualTo("off");
    assertThat(inTransaction(mode, "show transaction_deferrable")).isEqualTo("off");
    assertThat(append(hostile, "order-1", 0)).isTrue();
    assertThat(append(hostile, "order-1", 1)).isTrue();
    assertThat(append(hostile, "order-1", 1)).isFalse();
  }

  @Test
  @DisplayName("A snapshot sees one state, and the database refuses it every write")
  void snapshot() {
    database.<Boolean, RuntimeException>snapshot(
        soon(),
        session -> {
          assertThat(head(session, "order-1")).isZero();
          append(database, "order-1", 0);
          assertThat(head(session, "order-1")).isZero();
          return true;
        });
    assertThat(head(database, "order-1")).isEqualTo(1);
    assertThatExceptionOfType(StoreFailureException.class)
        .isThrownBy(
            () ->
                database.<Boolean, RuntimeException>snapshot(
                    soon(), session -> append(session, "order-1", 1)));
  }

  @Test
  @DisplayName("A database opened for reading only is refused writes by the server")
  void readOnly() {
    PostgresDatabase reader = site.openReadOnly();
    assertThat(head(reader, "order-1")).isZero();
    assertThatExceptionOfType(StoreFailureException.class)
        .isThrownBy(
            () ->
                reader.<Boolean, RuntimeException>read(
                    soon(), session -> append(session, "order-1", 0)));
    assertThatExceptionOfType(StoreUsageException.class)
        .isThrownBy(() -> append(reader, "order-1", 0));
  }

  @Test
  @DisplayName("A body that swallowed an error is not committed, whoever saw the error")
  void swallowed() {
    assertThatExceptionOfType(TransactionAbortedException.class)
        .isThrownBy(
            () ->
                database.<Boolean, RuntimeException>write(
                    WriteMode.BODY,
                    soon(),
                    session -> {
                      append(session, "order-1", 0);
                      assertThatThrownBy(() -> ask(session, "select 1/0"));
                      return true;
                    }));
    assertThatExceptionOfType(TransactionAbortedException.class)
        .isThrownBy(
            () ->
                database.<Boolean, SQLException>write(
                    WriteMode.ALONE,
                    soon(),
                    session -> {
                      append(session, "order-1", 0);
                      try (Statement statement = session.connection().createStatement()) {
                        assertThatThrownBy(() -> statement.execute("select 1/0"));
                      }
                      return true;
                    }));
    assertThat(head(database, "order-1")).isZero();
  }

  @Test
  @DisplayName(
      "A transaction that its body ended by a statement is refused, not taken for committed")
  void endedByBody() {
    assertThatExceptionOfType(StoreUsageException.class)
        .isThrownBy(
            () ->
                database.<Boolean, SQLException>write(
                    WriteMode.ALONE,
                    soon(),
                    session -> {
                      append(session, "order-1", 0);
                      try (Statement statement = session.connection().createStatement()) {
                        statement.execute("rollback");
                      }
                      return true;
                    }));
    assertThat(head(database, "order-1")).isZero();
  }

  @Test
  @DisplayName("A body that throws is rolled back, and its connection is as good as before")
  void thrown() {
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  database.<Boolean, RuntimeException>write(
                      WriteMode.ALONE,
                      soon(),
                      session -> {
                        append(session, "order-1", 0);
                        throw new IllegalStateException("no");
                      }));
      assertThat(head(database, "order-1")).isZero();
    }
  }

  @Test
  @DisplayName("A serialization failure at COMMIT rolls back and may be tried again")
  void serializationAtCommit() throws Exception {
    site.execute("create table public.doctors (name text primary key, on_call boolean)");
    site.execute("insert into public.doctors values ('a', true), ('b', true)");
    String count = "select count(*) from public.doctors where on_call";
    assertThatExceptionOfType(RunAgain.class)
        .isThrownBy(
            () ->
                database.<Boolean, SQLException>write(
                    WriteMode.SERIALIZABLE,
                    soon(),
                    session -> {
                      assertThat(ask(session, count)).isEqualTo("2");
                      database.<Boolean, SQLException>write(
                          WriteMode.SERIALIZABLE,
                          soon(),
                          other -> {
                            assertThat(ask(other, count)).isEqualTo("2");
                            update(
                                other,
                                "update public.doctors set on_call = false where name = 'b'");
                            return true;
                          });
                      update(session, "update public.doctors set on_call = false where name = 'a'");
                      return true;
                    }));
    assertThat(inTransaction(WriteMode.BODY, count)).isEqualTo("1");
  }

  private static void update(Session session, String sql) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw session.failed(e);
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName(
      "Nobody waits for a lock beyond the deadline, in a transaction or in a lone statement")
  void lockWaitsAreBounded() throws Exception {
    append(database, "order-1", 0);
    try (Connection other = site.connect()) {
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("select 1 from perdure.perdure_workflow for update");
      }
      for (WriteMode mode : new WriteMode[] {WriteMode.BODY, WriteMode.STATEMENT}) {
        long began = System.nanoTime();
        assertThatExceptionOfType(RunAgain.class)
            .isThrownBy(
                () ->
                    database.<Boolean, RuntimeException>write(
                        mode,
                        Deadline.in(Duration.ofMillis(300)),
                        session -> append(session, "order-1", 1)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
      }
      other.rollback();
    }
    assertThat(append(database, "order-1", 1)).isTrue();
  }

  @Test
  @DisplayName("A lone statement that waits for nobody has a second, however little time is left")
  void slowButNotOverdue() {
    CompiledSql slow =
        CompiledSql.of(
            "test.slow",
            dialect ->
                DSL.select(
                    DSL.function(dialect.function("pg_sleep"), SQLDataType.CLOB, DSL.inline(0.4))));

    Optional<Boolean> answer =
        database.<Optional<Boolean>, RuntimeException>write(
            WriteMode.STATEMENT,
            Deadline.in(Duration.ZERO),
            session -> session.bind(slow).first(row -> true));

    assertThat(answer).contains(true);
  }

  @Test
  @DisplayName("A body with the connection fetches a large result in parts")
  void fetchesInParts() throws Exception {
    String cursors =
        database.<String, SQLException>write(
            WriteMode.ALONE,
            soon(),
            session -> {
              Connection connection = session.connection();
              assertThat(connection.getAutoCommit()).isFalse();
              try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(10);
                try (ResultSet all =
                    statement.executeQuery("select n from generate_series(1, 100) n")) {
                  all.next();
                  return ask(session, "select count(*) from pg_catalog.pg_cursors");
                }
              }
            });
    assertThat(cursors).isNotEqualTo("0");
    assertThat(append(database, "order-1", 0)).isTrue();
  }
}
