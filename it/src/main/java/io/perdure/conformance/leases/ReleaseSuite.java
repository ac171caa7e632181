package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.ANNA_AGAIN;
import static io.perdure.conformance.leases.Holders.BERT;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static io.perdure.conformance.leases.Holders.assertLost;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Lease;
import io.perdure.store.Store;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.Held;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("A lease")
public abstract class ReleaseSuite {
  @Test
  @Clause({"L3", "G8"})
  @DisplayName("that is renewed lives on from then, as often as it is renewed")
  void renewed(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    for (int round = 0; round < 5; round++) {
      database.advance(TTL.minusMinutes(5));
      Lease renewed = store.leases().renew(lease, TTL);

      assertThat(renewed.expiry()).isAfter(lease.expiry());
      assertThat(renewed.token()).isEqualTo(lease.token());
      assertThat(renewed.fence()).isEqualTo(1);
      assertThat(renewed.owner()).isEqualTo(ANNA);
      lease = renewed;
    }
    assertThat(store.leases().acquire(ENGINE, BERT, TTL).lease()).isEmpty();
  }

  @Test
  @Clause({"L3", "G5"})
  @DisplayName("cannot be renewed once it expired, was released or is another's")
  void lost(Database database) {
    Store store = database.store();
    Lease expired = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    database.advance(TTL);
    assertLost(ENGINE, 1, 1, () -> store.leases().renew(expired, TTL));
    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 1));

    Lease released = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    store.leases().release(released);
    assertLost(ENGINE, 2, 2, () -> store.leases().renew(released, TTL));

    Lease now = store.leases().acquire(ENGINE, BERT, TTL).orElseThrow();
    assertLost(ENGINE, 2, 3, () -> store.leases().renew(released, TTL));
    assertThat(store.leases().find(ENGINE).held().map(Held::expiry)).contains(now.expiry());
  }

  @Test
  @Clause({"L3", "G5", "G4"})
  @DisplayName("that is lost may be found so by a body, which goes on")
  void caught(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    store.leases().release(lease);

    long fence =
        store.transact(
            tx -> {
              assertLost(ENGINE, 1, 1, () -> tx.leases().renew(lease, TTL));
              return tx.leases().acquire(ENGINE, ANNA, TTL).orElseThrow().fence();
            });

    assertThat(fence).isEqualTo(2);
    assertThat(store.leases().find(ENGINE).held().map(Held::fence)).contains(2L);
  }

  @Test
  @Clause({"L3", "L4", "G13"})
  @DisplayName("is held by its token, not by its name and number")
  void token(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Lease forged =
        new Lease(ENGINE, ANNA, Token.random(), lease.fence(), lease.expiry(), Term.beginning(TTL));

    assertLost(ENGINE, 1, 1, () -> store.leases().renew(forged, TTL));
    store.leases().release(forged);

    assertThat(store.leases().find(ENGINE).held()).isPresent();
    assertThat(lease.toString()).doesNotContain(lease.token().value());
  }

  @Test
  @Clause("L3")
  @DisplayName("on a resource that was never leased is lost")
  void neverLeased(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Lease elsewhere =
        new Lease("never", ANNA, lease.token(), 7, lease.expiry(), Term.beginning(TTL));

    assertLost("never", 7, 0, () -> store.leases().renew(elsewhere, TTL));
    store.leases().release(elsewhere);

    assertThat(store.leases().find("never")).isEqualTo(new Free("never", 0));
  }

  @Test
  @Clause({"L4", "L2", "G6"})
  @DisplayName("that is released is free at once, keeps its fence, and may be released again")
  void released(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    store.leases().release(lease);
    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 1));
    store.leases().release(lease);

    Lease next = store.leases().acquire(ENGINE, BERT, TTL).orElseThrow();
    assertThat(next.fence()).isEqualTo(2);
    store.leases().release(lease);
    assertThat(store.leases().find(ENGINE).held().map(Held::owner)).contains(BERT);
  }

  @Test
  @Clause({"L5", "L2", "G5"})
  @DisplayName("can be taken over before it expires, once, by who observed it")
  void takenOver(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Held observed = store.leases().find(ENGINE).held().orElseThrow();

    Lease taken = store.leases().takeOver(observed, BERT, "anna is gone", TTL).orElseThrow();

    assertThat(taken.fence()).isEqualTo(2);
    assertThat(taken.token()).isNotEqualTo(lease.token());
    assertThat(store.leases().find(ENGINE))
        .isEqualTo(new Held(ENGINE, BERT, 2, taken.expiry(), Optional.of("anna is gone")));
    assertThat(store.leases().takeOver(observed, ANNA_AGAIN, "so am I", TTL)).isEmpty();
    assertLost(ENGINE, 1, 2, () -> store.leases().renew(lease, TTL));
    assertThat(store.leases().renew(taken, TTL).fence()).isEqualTo(2);
  }

  @Test
  @Clause({"L5", "G6"})
  @DisplayName("that was taken over is answered again to the same, who may have missed the answer")
  void takenOverAgain(Store store) {
    store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Held observed = store.leases().find(ENGINE).held().orElseThrow();

    Lease taken = store.leases().takeOver(observed, BERT, "gone", TTL).orElseThrow();
    Lease again = store.leases().takeOver(observed, BERT, "gone", TTL).orElseThrow();

    assertThat(again.token()).isEqualTo(taken.token());
    assertThat(again.fence()).isEqualTo(2);
    assertThat(store.leases().takeOver(observed, BERT, "another reason", TTL)).isEmpty();
  }

  @Test
  @Clause("L5")
  @DisplayName("can be taken over although it was renewed since, or has expired")
  void renewedOrExpired(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Held observed = store.leases().find(ENGINE).held().orElseThrow();
    database.advance(Duration.ofMinutes(1));
    store.leases().renew(lease, TTL);
    assertThat(store.leases().takeOver(observed, BERT, "stuck", TTL)).isPresent();

    Held second = store.leases().find(ENGINE).held().orElseThrow();
    database.advance(TTL);
    Lease third = store.leases().takeOver(second, ANNA, "expired", TTL).orElseThrow();
    assertThat(third.fence()).isEqualTo(3);
  }

  @Test
  @Clause({"L5", "L2"})
  @DisplayName("that was released or given anew since it was observed cannot be taken over")
  void observedAnother(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Held observed = store.leases().find(ENGINE).held().orElseThrow();
    store.leases().release(lease);

    assertThat(store.leases().takeOver(observed, BERT, "late", TTL)).isEmpty();
    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 1));

    store.leases().acquire(ENGINE, ANNA_AGAIN, TTL).orElseThrow();
    assertThat(store.leases().takeOver(observed, BERT, "late", TTL)).isEmpty();
    assertThat(store.leases().find(ENGINE).held().map(Held::owner)).contains(ANNA_AGAIN);
  }

  @Test
  @Clause({"L5", "L1"})
  @DisplayName("that is acquired after a take-over does not carry its reason")
  void reasonGoes(Store store) {
    store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Held observed = store.leases().find(ENGINE).held().orElseThrow();
    Lease taken = store.leases().takeOver(observed, BERT, "", TTL).orElseThrow();
    assertThat(store.leases().find(ENGINE).held().flatMap(Held::reason)).contains("");
    store.leases().release(taken);

    store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(store.leases().find(ENGINE).held().flatMap(Held::reason)).isEmpty();
  }
}
