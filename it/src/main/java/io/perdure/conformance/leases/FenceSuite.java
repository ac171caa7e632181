package io.perdure.conformance.leases;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.BERT;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.ORDER;
import static io.perdure.conformance.leases.Holders.TTL;
import static io.perdure.conformance.leases.Holders.append;
import static io.perdure.conformance.leases.Holders.assertLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Store;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.Held;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("L6")
@DisplayName("A transaction that is fenced by a lease")
public abstract class FenceSuite {
  @Test
  @DisplayName("commits while the lease is held")
  void held(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(append(store, lease, 0)).isEqualTo(1);
    Lease renewed = store.leases().renew(lease, TTL);
    assertThat(append(store, lease, 1)).as("the lease before its renewal").isEqualTo(2);
    assertThat(append(store, renewed, 2)).isEqualTo(3);
  }

  @Test
  @DisplayName("writes nothing once the lease expired, was released or is another's")
  void lost(Database database) {
    Store store = database.store();
    Lease first = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    database.advance(TTL);
    assertLost(ENGINE, 1, 1, () -> append(store, first, 0));

    Lease second = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    store.leases().release(second);
    assertLost(ENGINE, 2, 2, () -> append(store, second, 0));

    Lease third = store.leases().acquire(ENGINE, BERT, TTL).orElseThrow();
    assertLost(ENGINE, 2, 3, () -> append(store, second, 0));

    Held observed = store.leases().find(ENGINE).held().orElseThrow();
    store.leases().takeOver(observed, ANNA, "stuck", TTL);
    assertThatThrownBy(() -> append(store, third, 0))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("anna")
        .hasMessageContaining("stuck");
    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @Clause("G8")
  @DisplayName("is judged at its end: a lease that expires while the body runs is lost")
  void expiresMeanwhile(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertLost(
        ENGINE,
        1,
        1,
        () ->
            store.transact(
                TransactionOptions.defaults().fencedBy(lease),
                tx -> {
                  tx.history().append(ORDER, 0, event("late"));
                  database.advance(TTL);
                  return 1;
                }));

    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @Clause("X7")
  @DisplayName("that is joined fences by the outer's lease and by its own, both judged at the end")
  void nested(Store store) {
    Lease outer = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Lease inner = store.leases().acquire("door", ANNA, TTL).orElseThrow();
    Lease other = store.leases().acquire("other", ANNA, TTL).orElseThrow();

    store.transact(TransactionOptions.defaults().fencedBy(outer), tx -> append(store, inner, 0));
    assertThat(store.history().head(ORDER)).isEqualTo(1);

    store.leases().release(inner);
    assertLost(
        "door",
        1,
        1,
        () ->
            store.transact(
                TransactionOptions.defaults().fencedBy(outer), tx -> append(store, inner, 1)));
    assertLost(
        "door",
        1,
        1,
        () ->
            store.transact(
                tx -> {
                  append(store, inner, 1);
                  return append(store, other, 2);
                }));
    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }

  @Test
  @DisplayName("fails by its body's own failure, whatever became of the lease")
  void bodyFails(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    database.advance(TTL);

    assertThatThrownBy(
            () ->
                store.transact(
                    TransactionOptions.defaults().fencedBy(lease),
                    tx -> {
                      throw new IllegalStateException("mine");
                    }))
        .hasMessage("mine");
    assertThatThrownBy(
            () ->
                store.transact(
                    TransactionOptions.defaults().fencedBy(lease),
                    tx -> {
                      try {
                        return store.transact(
                            nested -> {
                              throw new IllegalStateException("swallowed");
                            });
                      } catch (IllegalStateException swallowed) {
                        return 1;
                      }
                    }))
        .isInstanceOf(TransactionAbortedException.class);
  }

  @Test
  @Clause("X1")
  @DisplayName("may be serializable, use the connection, and read only")
  void otherOptions(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    TransactionOptions fenced = TransactionOptions.defaults().fencedBy(lease);
    long head = 0;
    for (TransactionOptions options :
        List.of(fenced.serializable(), fenced.withConnection(), fenced.retryFor(TTL))) {
      long expected = head;
      head = store.transact(options, tx -> tx.history().append(ORDER, expected, event("e"))).last();
    }
    assertThat(head).isEqualTo(3);
    assertThat(store.<Long, RuntimeException>transact(fenced, tx -> tx.history().head(ORDER)))
        .isEqualTo(3);

    database.advance(TTL);
    for (TransactionOptions options :
        List.of(fenced.serializable(), fenced.withConnection(), fenced)) {
      assertLost(ENGINE, 1, 1, () -> store.transact(options, tx -> tx.history().append(ORDER, 3)));
    }
  }

  @Test
  @Clause("G11")
  @DisplayName("needs the lease of its own namespace")
  void otherNamespace(Database database) {
    Store shop = database.store();
    Store other = database.perdure().namespace("other");
    Lease lease = shop.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertLost(ENGINE, 1, 0, () -> append(other, lease, 0));
    assertThat(other.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 0));
    assertThat(other.leases().acquire(ENGINE, BERT, TTL).orElseThrow().fence()).isEqualTo(1);
    assertLost(ENGINE, 1, 1, () -> append(other, lease, 0));
    assertThat(append(shop, lease, 0)).isEqualTo(1);
  }

  @Test
  @Clause({"L2", "L3"})
  @DisplayName("is refused to an owner that stalled while another took over and wrote")
  void stalledOwner(Database database) {
    Store store = database.store();
    Lease stalled = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    append(store, stalled, 0);

    database.advance(TTL.plus(Duration.ofDays(1)));
    Lease next = store.leases().acquire(ENGINE, BERT, TTL).orElseThrow();
    append(store, next, 1);

    assertLost(ENGINE, 1, 2, () -> append(store, stalled, 2));
    assertLost(ENGINE, 1, 2, () -> store.leases().renew(stalled, TTL));
    assertThat(append(store, next, 2)).isEqualTo(3);
  }
}
