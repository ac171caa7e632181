package io.perdure.it.postgres;

import static io.perdure.it.postgres.PostgresSite.append;
import static io.perdure.it.postgres.PostgresSite.head;
import static io.perdure.it.postgres.PostgresSite.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.jooq.dialect.postgres.PostgresDatabase;
import io.perdure.store.jooq.engine.GuardedConnection;
import io.perdure.store.jooq.engine.WriteMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What a body can do, and cannot, with the connection of its transaction. */
class GuardedConnectionTest {
  private PostgresSite site;
  private PostgresDatabase database;

  @BeforeEach
  void open() throws Exception {
    site = PostgresSite.create();
    site.execute("create table public.t (id int primary key, name text)");
    database = site.open();
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @FunctionalInterface
  private interface Body {
    void run(Connection connection) throws SQLException;
  }

  private Connection with(Body body) throws SQLException {
    AtomicBoolean alive = new AtomicBoolean(true);
    AtomicReference<Connection> given = new AtomicReference<>();
    database.<Boolean, SQLException>write(
        WriteMode.ALONE,
        soon(),
        session -> {
          append(session, "order-1", head(session, "order-1"));
          Connection connection = GuardedConnection.of(session, alive::get);
          given.set(connection);
          body.run(connection);
          return true;
        });
    alive.set(false);
    return Objects.requireNonNull(given.get());
  }

  private static void refused(ThrowingCallable call) {
    assertThatExceptionOfType(StoreUsageException.class).isThrownBy(call);
  }

  @Test
  @DisplayName("Statements of the body's own commit with the store's")
  void works() throws Exception {
    with(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("insert into public.t values (?, ?)")) {
            insert.setInt(1, 1);
            insert.setString(2, "; commit");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            assertThat(insert.getConnection()).isSameAs(connection);
          }
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("select name from public.t")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("; commit");
            assertThat(rows.getStatement().getConnection()).isSameAs(connection);
          }
          assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
          assertThat(connection.getAutoCommit()).isFalse();
          assertThat(connection.isClosed()).isFalse();
        });
    assertThat(head(database, "order-1")).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "What would end, change or outlive the transaction is refused, and the body may go on")
  void refuses() throws Exception {
    with(
        connection -> {
          List<ThrowingCallable> calls =
              List.of(
                  connection::commit,
                  connection::rollback,
                  connection::close,
                  connection::setSavepoint,
                  () -> connection.setSavepoint("a"),
                  () -> connection.setAutoCommit(true),
                  () -> connection.setReadOnly(true),
                  () -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
                  () -> connection.setSchema("public"),
                  () -> connection.abort(Runnable::run),
                  () -> connection.unwrap(PGConnection.class),
                  () -> connection.prepareStatement("commit"),
                  () -> connection.prepareCall("/* */ rollback"));
          calls.forEach(GuardedConnectionTest::refused);
          try (Statement statement = connection.createStatement()) {
            refused(() -> statement.execute("select 1; commit"));
            refused(() -> statement.executeUpdate("end", Statement.RETURN_GENERATED_KEYS));
            refused(() -> statement.executeQuery("begin"));
            refused(() -> statement.executeLargeUpdate("savepoint a"));
            refused(() -> statement.addBatch("abort"));
            refused(() -> statement.getConnection().commit());
            refused(() -> statement.unwrap(org.postgresql.PGStatement.class));
            assertThat(statement.isWrapperFor(org.postgresql.PGStatement.class)).isFalse();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
          }
        });
    assertThat(head(database, "order-1")).isEqualTo(1);
  }

  @Test
  @DisplayName("A swallowed error of the body's own statement passes unchanged and does not commit")
  void swallowed() {
    assertThatExceptionOfType(TransactionAbortedException.class)
        .isThrownBy(
            () ->
                with(
                    connection -> {
                      try (Statement statement = connection.createStatement()) {
                        assertThatThrownBy(() -> statement.execute("select nonsense"))
                            .isInstanceOf(SQLException.class);
                      }
                    }))
        .withCauseInstanceOf(SQLException.class);
    assertThat(head(database, "order-1")).isZero();
  }

  @Test
  @DisplayName("What the driver does not support is no error of the database")
  void notSupported() throws Exception {
    with(
        connection ->
            assertThatThrownBy(() -> connection.createStruct("t", new Object[0]))
                .isInstanceOf(SQLException.class));
    assertThat(head(database, "order-1")).isEqualTo(1);
  }

  @Test
  @DisplayName("It ends with its body, and everything that came from it")
  void ends() throws Exception {
    List<Statement> kept = new ArrayList<>();
    Connection connection = with(alive -> kept.add(alive.createStatement()));
    assertThat(connection.isClosed()).isTrue();
    refused(connection::createStatement);
    refused(() -> kept.get(0).execute("select 1"));
    kept.get(0).close();
    assertThat(connection).hasToString("guarded Connection").isEqualTo(connection);
  }

  @Test
  @DisplayName("It belongs to the thread of its body")
  void otherThread() throws Exception {
    with(
        connection -> {
          AtomicReference<Throwable> thrown = new AtomicReference<>();
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      connection.createStatement();
                    } catch (SQLException | RuntimeException e) {
                      thrown.set(e);
                    }
                  });
          thread.start();
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          assertThat(thrown.get()).isInstanceOf(StoreUsageException.class);
        });
  }
}
