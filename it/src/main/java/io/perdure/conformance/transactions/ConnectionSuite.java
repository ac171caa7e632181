package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Kept;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
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
  @DisplayName("shares its commit with nobody: what fails there fails for it alone")
  void runsAlone(Database database) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();
    try (Crowd crowd = new Crowd()) {
      List<Crowd.Call<Long>> neighbours = new ArrayList<>();
      Crowd.Call<Boolean> alone =
          crowd.call(
              () ->
                  store.transact(
                      WITH,
                      tx -> {
                        tx.history().append(A, 0, event(Own.AT_COMMIT));
                        for (int i = 0; i < 8; i++) {
                          WorkflowId workflow = WorkflowId.of("n" + i);
                          neighbours.add(
                              crowd.call(
                                  () -> store.history().append(workflow, 0, event("one")).last()));
                        }
                        return true;
                      }));

      assertThat(alone.failure()).isInstanceOf(StoreException.class);
      for (Crowd.Call<Long> neighbour : neighbours) {
        assertThat(neighbour.answer()).isEqualTo(1);
      }
      assertThat(neighbours).hasSize(8);
    }
    assertThat(store.history().head(A)).isZero();
    assertThat(own.events()).isEqualTo(8);
  }
}
