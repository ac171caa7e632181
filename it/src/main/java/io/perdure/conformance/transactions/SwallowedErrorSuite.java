package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X6")
@DisplayName("A body that swallowed a database error")
public abstract class SwallowedErrorSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");
  private static final WorkflowId C = WorkflowId.of("c");

  /** What a body does with a database error inside. */
  private interface Failing {
    void in(Transaction tx) throws SQLException;
  }

  @Test
  @DisplayName("of a statement of its own does not commit")
  void ownStatement(Database database) throws SQLException {
    Own own = Own.in(database).table();

    assertAborted(
        database.store(), tx -> Beside.execute(tx.connection(), "insert into nowhere values (1)"));
    assertAborted(
        database.store(),
        tx -> {
          Beside.execute(tx.connection(), own.insert(1));
          Beside.execute(tx.connection(), own.insert(1));
        });
    assertThat(own.count()).isZero();
  }

  @Test
  @DisplayName("of a prepared statement or of a batch does not commit")
  void ownPrepared(Database database) throws SQLException {
    Own own = Own.in(database).table();
    Store store = database.store();

    assertAborted(
        store,
        tx -> {
          Beside.execute(tx.connection(), own.insert(1));
          try (PreparedStatement insert = tx.connection().prepareStatement(own.insert(1))) {
            insert.executeUpdate();
          }
        });
    assertAborted(
        store,
        tx -> {
          try (Statement statement = tx.connection().createStatement()) {
            statement.addBatch(own.insert(1));
            statement.addBatch(own.insert(1));
            statement.executeBatch();
          }
        });
    assertAborted(
        store,
        tx -> {
          try (PreparedStatement nothing = tx.connection().prepareStatement("selekt 1")) {
            nothing.execute();
          }
        });
    assertThat(own.count()).isZero();
  }

  private static void assertAborted(Store store, Failing failing) {
    assertThatThrownBy(
            () ->
                store.transact(
                    TransactionOptions.defaults().withConnection(),
                    tx -> {
                      tx.history().append(A, 0, event("before"));
                      try {
                        failing.in(tx);
                        throw new AssertionError("no error to swallow");
                      } catch (SQLException swallowed) {
                        return "success";
                      }
                    }))
        .isInstanceOf(TransactionAbortedException.class)
        .hasRootCauseInstanceOf(SQLException.class);
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("of a room does not commit")
  void ofRoom(Database database) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(A, 0, event("before"));
                      swallow(() -> tx.history().append(B, 0, event(Own.AT_ONCE)));
                      return "success";
                    }))
        .isInstanceOf(TransactionAbortedException.class)
        .hasRootCauseInstanceOf(SQLException.class);

    assertThat(own.events()).isZero();
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("and went on writing does not commit")
  void wentOn(Database database) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      swallow(() -> tx.history().append(B, 0, event(Own.AT_ONCE)));
                      swallowAny(() -> tx.history().append(C, 0, event("after")));
                      return "success";
                    }))
        .isInstanceOf(TransactionAbortedException.class);

    assertThat(own.events()).isZero();
    assertThat(store.history().append(C, 0, event("afterwards")).last()).isEqualTo(1);
  }

  @Test
  @DisplayName("and threw something else leaves nothing, and throws that")
  void threwElse(Database database) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(A, 0, event("before"));
                      swallow(() -> tx.history().append(B, 0, event(Own.AT_ONCE)));
                      throw new IllegalStateException("own");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("own");

    assertThat(own.events()).isZero();
  }

  @Test
  @DisplayName("in a nested body does not commit either")
  void nested(Database database) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();

    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().append(A, 0, event("before"));
                      swallowAny(
                          () ->
                              store.transact(
                                  inner -> {
                                    swallow(() -> inner.history().append(B, 0, event(Own.AT_ONCE)));
                                    return true;
                                  }));
                      return "success";
                    }))
        .isInstanceOf(TransactionAbortedException.class);

    assertThat(own.events()).isZero();
  }

  @Test
  @Clause("G4")
  @DisplayName("is told of an error that it lets through, or that only the commit meets")
  void notSwallowed(Database database) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();

    for (String type : new String[] {Own.AT_ONCE, Own.AT_COMMIT}) {
      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        tx.history().append(A, 0, event("before"));
                        return tx.history().append(B, 0, event(type));
                      }))
          .as(type)
          .isInstanceOf(StoreFailureException.class)
          .hasRootCauseInstanceOf(SQLException.class);
      assertThatThrownBy(() -> store.history().append(B, 0, event(type)))
          .as(type)
          .isInstanceOf(StoreFailureException.class);
      assertThat(own.events()).isZero();
    }
    assertThat(store.history().append(A, 0, event("after")).last()).isEqualTo(1);
  }

  private static void swallow(Runnable runnable) {
    assertThatThrownBy(runnable::run).isInstanceOf(StoreFailureException.class);
  }

  private static void swallowAny(Runnable runnable) {
    try {
      runnable.run();
    } catch (StoreException swallowed) {
      assertThat(swallowed).hasMessageNotContaining("no error");
    }
  }
}
