package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Kept;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X5")
@DisplayName("The connection of a transaction")
public abstract class ConnectionSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final TransactionOptions WITH = TransactionOptions.defaults().withConnection();

  @Test
  @DisplayName("takes statements of one's own into the same commit")
  void sameCommit(Database database) throws SQLException {
    Own own = Own.in(database).table();
    Store store = database.store();

    store.<Boolean, SQLException>transact(
        WITH,
        tx -> {
          tx.history().append(A, 0, event("one"));
          Beside.execute(tx.connection(), own.insert(1));
          try (PreparedStatement insert =
              tx.connection().prepareStatement("insert into " + own.name("own") + " values (?)")) {
            insert.setInt(1, 2);
            assertThat(insert.executeUpdate()).isEqualTo(1);
          }
          assertThat(Beside.texts(tx.connection(), "select number from " + own.name("own")))
              .containsExactlyInAnyOrder("1", "2");
          return true;
        });

    assertThat(own.count()).isEqualTo(2);
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("leaves neither its statements nor the rooms' when the body throws")
  void sameRollback(Database database) throws SQLException {
    Own own = Own.in(database).table();
    Store store = database.store();

    assertThatThrownBy(
            () ->
                store.<Void, SQLException>transact(
                    WITH,
                    tx -> {
                      tx.history().append(A, 0, event("one"));
                      Beside.execute(tx.connection(), own.insert(1));
                      throw new SQLException("own");
                    }))
        .isInstanceOf(SQLException.class)
        .hasMessage("own");

    assertThat(own.count()).isZero();
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("is refused to a body that did not ask for it, which goes on")
  void refusedUnasked(Store store) {
    store.transact(
        tx -> {
          assertThatThrownBy(tx::connection)
              .isInstanceOf(StoreUsageException.class)
              .hasMessageContaining("withConnection");
          return tx.history().append(A, 0, event("one"));
        });

    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("is refused after its body has ended")
  void refusedAfterwards(Store store) {
    Kept<Connection> kept = new Kept<>();
    store.transact(
        WITH,
        tx -> {
          kept.keep(tx.connection());
          return true;
        });

    assertThatThrownBy(() -> Beside.execute(kept.get(), "select 1"))
        .isInstanceOfAny(SQLException.class, StoreUsageException.class);
    assertThat(store.history().append(A, 0, event("after")).last()).isEqualTo(1);
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName(
      "shares its commit with nobody: what came before it is committed, and so is it after")
  void runsAlone(Database database) throws SQLException {
    Own own = Own.in(database);
    Store store = database.store();
    int each = 4;
    Gate held = new Gate();
    Gate release = new Gate();
    try (Crowd crowd = new Crowd()) {
      crowd.call(
          () ->
              store.transact(
                  tx -> {
                    held.open();
                    release.pass();
                    return tx.history().append(A, 0, event("first"));
                  }));
      held.pass();
      List<Crowd.Call<Long>> before = queue(store, crowd, own, "before", each);
      Crowd.Call<Long> alone =
          crowd.call(
              () ->
                  store.<Long, SQLException>transact(
                      WITH,
                      tx -> {
                        tx.history().append(A, 1, event("alone"));
                        return own.events();
                      }));
      alone.untilItWaits();
      List<Crowd.Call<Long>> after = queue(store, crowd, own, "after", each);
      release.open();

      assertThat(alone.answer()).isEqualTo(1 + each);
      assertThat(before).allMatch(call -> call.answer() < 1 + each);
      assertThat(after).allMatch(call -> call.answer() >= 2 + each);
    }
    assertThat(own.events()).isEqualTo(2 + 2 * each);
  }

  /** Callers that queue; each answers how many events it saw committed when its body ran. */
  private static List<Crowd.Call<Long>> queue(
      Store store, Crowd crowd, Own own, String name, int count) {
    List<Crowd.Call<Long>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      WorkflowId workflow = WorkflowId.of(name + i);
      Crowd.Call<Long> call =
          crowd.call(
              () ->
                  store.<Long, SQLException>transact(
                      tx -> {
                        tx.history().append(workflow, 0, event("one"));
                        return own.events();
                      }));
      call.untilItWaits();
      calls.add(call);
    }
    return calls;
  }

  @Test
  @DisplayName("fails alone when its commit fails, and leaves nothing")
  void failingCommit(Database database) throws SQLException {
    Own own = Own.in(database).table().traps();
    Store store = database.store();

    assertThatThrownBy(
            () ->
                store.<Boolean, SQLException>transact(
                    WITH,
                    tx -> {
                      tx.history().append(A, 0, event(Own.AT_COMMIT));
                      Beside.execute(tx.connection(), own.insert(1));
                      return true;
                    }))
        .isInstanceOf(StoreFailureException.class);

    assertThat(own.events()).isZero();
    assertThat(own.count()).isZero();
    assertThat(store.history().append(A, 0, event("after")).last()).isEqualTo(1);
  }
}
