package io.perdure.conformance.leases;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static io.perdure.conformance.leases.Holders.assertLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("H9")
@DisplayName("An append that is fenced by a lease")
public abstract class FencedAppendSuite {
  private static final WorkflowId ORDER = WorkflowId.of("order");

  @Test
  @DisplayName("is written while the lease is held, also with a mark")
  void held(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(store.history().append(fenced(lease, 0))).isEqualTo(new Appended(1, 1));
    Append marked = fenced(lease, 1).events(event("s").mark(Mark.started("t")));
    assertThat(store.history().append(marked)).isEqualTo(new Appended(2, 2));
  }

  @Test
  @DisplayName("writes nothing once the lease is lost, whether the head is right or not")
  void lost(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    database.advance(TTL);

    assertLost(ENGINE, 1, 1, () -> store.history().append(fenced(lease, 0)));
    assertLost(ENGINE, 1, 1, () -> store.history().append(fenced(lease, 0).events(List.of())));
    assertThatThrownBy(() -> store.history().append(fenced(lease, 5)))
        .isInstanceOf(SequenceConflictException.class);

    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @Clause({"H8", "G6"})
  @DisplayName("with a key that was used before is answered without the lease")
  void keyed(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Append keyed = fenced(lease, 0).key(Key.of("k"));
    Appended first = store.history().append(keyed);
    database.advance(TTL);

    assertThat(store.history().append(keyed)).isEqualTo(first);
    assertThat(store.<Appended, RuntimeException>transact(tx -> tx.history().append(keyed)))
        .isEqualTo(first);
    assertLost(ENGINE, 1, 1, () -> store.history().append(fenced(lease, 1).key(Key.of("another"))));
  }

  @Test
  @Clause({"L6", "X1"})
  @DisplayName("inside a transaction fences the whole of it, to its end")
  void inTransaction(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    WorkflowId other = WorkflowId.of("other");

    store.transact(
        tx -> {
          tx.history().append(fenced(lease, 0));
          return tx.history().append(other, 0, event("e"));
        });
    assertLost(
        ENGINE,
        1,
        1,
        () ->
            store.transact(
                tx -> {
                  tx.history().append(fenced(lease, 1));
                  database.advance(TTL);
                  return tx.history().append(other, 1, event("e"));
                }));

    assertThat(store.history().head(ORDER)).isEqualTo(1);
    assertThat(store.history().head(other)).isEqualTo(1);
  }

  @Test
  @Clause({"L6", "L4"})
  @DisplayName("behind the release of that lease in the same transaction is written")
  void afterRelease(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    store.transact(
        tx -> {
          tx.leases().release(lease);
          return tx.history().append(fenced(lease, 0));
        });

    assertThat(store.history().head(ORDER)).isEqualTo(1);
    assertLost(ENGINE, 1, 1, () -> store.history().append(fenced(lease, 1)));
  }

  @Test
  @Clause({"L6", "X5"})
  @DisplayName("in a transaction of the caller's own is judged when it appends")
  void joined(Database database) throws Exception {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    inCallersTransaction(
        database, tx -> assertThat(tx.history().append(fenced(lease, 0)).last()).isEqualTo(1));
    assertThat(store.history().head(ORDER)).isEqualTo(1);

    database.advance(TTL);
    inCallersTransaction(
        database,
        tx ->
            assertThatThrownBy(() -> tx.history().append(fenced(lease, 1)))
                .isInstanceOf(LeaseLostException.class));
  }

  private static void inCallersTransaction(Database database, Consumer<Transaction> body)
      throws SQLException {
    try (Connection connection = database.perdure().dataSource().getConnection()) {
      connection.setAutoCommit(false);
      body.accept(database.store().join(connection));
      connection.commit();
    }
  }

  private static Append fenced(Lease lease, long head) {
    return Append.to(ORDER).at(head).events(event("e")).fencedBy(lease);
  }
}
