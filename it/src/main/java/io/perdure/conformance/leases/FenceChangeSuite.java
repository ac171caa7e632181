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

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Lease;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.leases.Free;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("L6")
@DisplayName("A transaction that changes the lease by which it is fenced")
public abstract class FenceChangeSuite {
  @Test
  @DisplayName("is not saved from its loss by a body that acquires the resource anew")
  void acquiredAnew(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    database.advance(TTL);

    assertLost(
        ENGINE,
        1,
        2,
        () ->
            store.transact(
                TransactionOptions.defaults().fencedBy(lease),
                tx -> {
                  tx.history().append(ORDER, 0, event("under the wrong one"));
                  return tx.leases().acquire(ENGINE, ANNA, TTL);
                }));

    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 1));
    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @Clause("L4")
  @DisplayName("may release that lease: that is its check, and both are done or neither")
  void released(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    store.transact(
        TransactionOptions.defaults().fencedBy(lease),
        tx -> {
          tx.leases().release(lease);
          return tx.history().append(ORDER, 0, event("last"));
        });

    assertThat(store.history().head(ORDER)).isEqualTo(1);
    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 1));
    assertLost(ENGINE, 1, 1, () -> append(store, lease, 1));
  }

  @Test
  @Clause("L4")
  @DisplayName("may release it in a nested body, and after it was renewed in the body, too")
  void releasedNested(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    store.transact(
        TransactionOptions.defaults().fencedBy(lease),
        tx -> {
          Lease renewed = tx.leases().renew(lease, TTL);
          return store.transact(
              nested -> {
                nested.leases().release(renewed);
                return nested.history().append(ORDER, 0, event("last"));
              });
        });

    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }

  @Test
  @Clause("L4")
  @DisplayName("cannot be saved by releasing a lease that is lost already")
  void releasedLost(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    database.advance(TTL);

    assertLost(
        ENGINE,
        1,
        1,
        () ->
            store.transact(
                TransactionOptions.defaults().fencedBy(lease),
                tx -> {
                  tx.leases().release(lease);
                  return tx.history().append(ORDER, 0, event("last"));
                }));

    assertThat(store.history().head(ORDER)).isZero();
  }

  @Test
  @DisplayName("may release it and hand the resource on in the same commit")
  void handedOn(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    Lease next =
        store.transact(
            TransactionOptions.defaults().fencedBy(lease),
            tx -> {
              tx.leases().release(lease);
              return tx.leases().acquire(ENGINE, BERT, TTL).orElseThrow();
            });

    assertThat(next.fence()).isEqualTo(2);
    assertThat(append(store, next, 0)).isEqualTo(1);
  }
}
