package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EveryBackend
@Clause("X5")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("A store that joins a caller's transaction")
public abstract class JoinSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");

  @Test
  @DisplayName("writes what the caller's commit commits, with the caller's own statements")
  void commits(Database database) throws SQLException {
    Own own = Own.in(database).table();
    Perdure perdure = database.perdure();
    Store store = database.store();

    try (Connection connection = perdure.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Transaction joined = store.join(connection);
      assertThat(joined.namespace()).isEqualTo("shop");
      joined.history().append(A, 0, event("one"));
      Beside.execute(connection, own.insert(1));
      store.join(connection).history().append(A, 1, event("two"));
      assertThat(joined.history().head(A)).isEqualTo(2);
      try (Crowd crowd = new Crowd()) {
        assertThat(crowd.call(() -> store.history().head(A)).answer()).isZero();
      }
      connection.commit();
    }

    assertThat(store.history().head(A)).isEqualTo(2);
    assertThat(own.count()).isEqualTo(1);
  }

  @Test
  @DisplayName("writes nothing that the caller rolls back, or closes uncommitted")
  void rollsBack(Database database) throws SQLException {
    Perdure perdure = database.perdure();
    Store store = database.store();

    try (Connection connection = perdure.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.join(connection).history().append(A, 0, event("one"));
      connection.rollback();
    }
    assertThat(store.history().head(A)).isZero();

    try (Connection connection = perdure.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.join(connection).history().append(A, 0, event("one"));
    }
    assertThat(store.history().head(A)).isZero();
    assertThat(store.history().append(A, 0, event("after")).last()).isEqualTo(1);
  }

  @Test
  @DisplayName("can take several transactions on one connection, one after the other")
  void again(Database database) throws SQLException {
    Store store = database.store();

    try (Connection connection = database.perdure().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.join(connection).history().append(A, 0, event("one"));
      connection.commit();
      store.join(connection).history().append(A, 1, event("rolled back"));
      connection.rollback();
      store.join(connection).history().append(A, 1, event("two"));
      connection.commit();
    }

    assertThat(store.history().head(A)).isEqualTo(2);
  }

  @Test
  @DisplayName("tells a conflict without spoiling the caller's transaction")
  void conflict(Database database) throws SQLException {
    Store store = database.store();
    store.history().append(A, 0, event("before"));

    try (Connection connection = database.perdure().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Transaction joined = store.join(connection);
      joined.lock("door");
      SequenceConflictException conflict =
          catchThrowableOfType(
              SequenceConflictException.class, () -> joined.history().append(A, 0, event("stale")));
      assertThat(conflict.found()).isEqualTo(1);
      joined.history().append(B, 0, event("one"));
      connection.commit();
    }

    assertThat(store.history().head(A)).isEqualTo(1);
    assertThat(store.history().head(B)).isEqualTo(1);
  }

  @Test
  @DisplayName("refuses a connection that has no transaction")
  void autoCommit(Database database) throws SQLException {
    Store store = database.store();

    try (Connection connection = database.perdure().dataSource().getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      assertThatThrownBy(() -> store.join(connection)).isInstanceOf(StoreUsageException.class);
    }
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("refuses a connection to another database")
  void otherDatabase(Database database) throws SQLException {
    Store store = database.store();
    try (Perdure elsewhere = Perdure.temporary().open();
        Connection other = elsewhere.dataSource().getConnection()) {
      other.setAutoCommit(false);
      assertThatThrownBy(() -> store.join(other)).isInstanceOf(StoreUsageException.class);
    }
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("refuses another connection to its file, which would have another transaction")
  void foreign(Database database) throws SQLException {
    Connection foreign = Beside.of(database).connection();
    foreign.setAutoCommit(false);

    assertThatThrownBy(() -> database.store().join(foreign))
        .isInstanceOf(StoreUsageException.class);

    foreign.rollback();
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("refuses a connection to another database of the same server")
  void otherServerDatabase(Database database) throws SQLException {
    String url = Beside.of(database).url().replaceFirst("/[^/?]*(\\?|$)", "/postgres$1");
    try (Connection other = DriverManager.getConnection(url)) {
      other.setAutoCommit(false);
      assertThatThrownBy(() -> database.store().join(other))
          .isInstanceOf(StoreUsageException.class);
    }
  }

  @Test
  @DisplayName("refuses a connection that was given back")
  void closed(Database database) throws SQLException {
    Connection connection = database.perdure().dataSource().getConnection();
    connection.setAutoCommit(false);
    connection.close();

    assertThatThrownBy(() -> database.store().join(connection))
        .isInstanceOf(StoreUsageException.class);
  }

  @Test
  @Clause("X7")
  @Needs(Capability.EMBEDDED)
  @DisplayName("does not let a thread wait for the writer's connection that it holds itself")
  void noWaitForItself(Database database) throws SQLException {
    Store store = database.store();

    try (Connection connection = database.perdure().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      store.join(connection).history().append(A, 0, event("one"));
      assertThatThrownBy(() -> store.history().append(B, 0, event("one")))
          .isInstanceOf(StoreUsageException.class);
      assertThatThrownBy(() -> store.transact(tx -> true)).isInstanceOf(StoreUsageException.class);
      assertThatThrownBy(() -> database.perdure().dataSource().getConnection())
          .isInstanceOfAny(StoreUsageException.class, SQLException.class);
      connection.commit();
    }

    assertThat(store.history().head(A)).isEqualTo(1);
    assertThat(store.history().append(B, 0, event("one")).last()).isEqualTo(1);
  }

  @Test
  @Clause("X2")
  @Needs(Capability.EMBEDDED)
  @DisplayName("keeps other writers out until its end, and no longer than their retry time")
  void keepsOut(Database database) throws SQLException {
    try (Perdure perdure =
        database.door().migrateOnOpen().retryFor(Duration.ofMillis(400)).open()) {
      Store store = perdure.namespace("shop");
      try (Connection connection = perdure.dataSource().getConnection();
          Crowd crowd = new Crowd()) {
        connection.setAutoCommit(false);
        store.join(connection).history().append(A, 0, event("one"));
        Crowd.Call<Long> late = crowd.call(() -> store.history().append(B, 0, event("b")).last());
        assertThat(late.failure()).isInstanceOf(StoreBusyException.class);
        connection.commit();
      }
      assertThat(store.history().append(B, 0, event("b")).last()).isEqualTo(1);
    }
  }
}
