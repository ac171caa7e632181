package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.BERT;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.store.Lease;
import io.perdure.store.Store;
import io.perdure.store.StoreListener;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.KeptLease;
import io.perdure.store.leases.KeptLease.State;
import io.perdure.store.leases.LeaseKeeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("L7")
@DisplayName("A keeper of leases")
public abstract class LeaseKeeperSuite {
  private static final Duration OFTEN = Duration.ofMillis(20);

  /** The losses that were told. */
  private final List<KeptLease> told = new CopyOnWriteArrayList<>();

  @Test
  @Clause("L3")
  @DisplayName("renews a lease again and again, and its token and fence stay")
  void renews(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    try (LeaseKeeper keeper = LeaseKeeper.of(store, TTL, OFTEN)) {
      KeptLease kept = keeper.keep(lease, told::add);
      for (int round = 0; round < 3; round++) {
        Lease before = kept.lease();
        Crowd.until("it is renewed", () -> kept.lease().expiry().isAfter(before.expiry()));
      }

      assertThat(kept.lease().token()).isEqualTo(lease.token());
      assertThat(kept.lease().fence()).isEqualTo(1);
      assertThat(kept.state()).isEqualTo(State.KEPT);
      assertThat(store.leases().acquire(ENGINE, BERT, TTL).lease()).isEmpty();
    }
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("holds a lease beyond what it was given for, from its first renewal on")
  void shortLease(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, Duration.ofSeconds(20)).orElseThrow();
    try (LeaseKeeper keeper = LeaseKeeper.of(store, Duration.ofHours(1))) {
      KeptLease kept = keeper.keep(lease, told::add);

      Crowd.until("it is renewed", () -> kept.lease().expiry().isAfter(lease.expiry()));
      assertThat(kept.lease().term().length()).isEqualTo(Duration.ofHours(1));
    }
  }

  @Test
  @Clause("L3")
  @DisplayName("goes on while the database is busy: a renewal that fails is not a loss")
  void busy(Database database) throws Exception {
    AtomicInteger failed = new AtomicInteger();
    StoreListener count =
        operation -> {
          if (operation.outcome() == StoreListener.Outcome.FAILED) {
            failed.incrementAndGet();
          }
        };
    try (Perdure perdure = database.door().migrateOnOpen().listener(count).open()) {
      Store store = perdure.namespace("shop");
      Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
      Beside other = Beside.of(database, perdure);
      try (LeaseKeeper keeper = LeaseKeeper.of(store, TTL, Duration.ofMillis(100))) {
        KeptLease kept = keeper.keep(lease, told::add);
        Crowd.until("it is renewed", () -> kept.lease().expiry().isAfter(lease.expiry()));
        other.execute(other.isServer() ? "begin" : "begin immediate");
        if (other.isServer()) {
          other.texts("select resource from " + other.name("perdure_lease") + " for update");
        }
        int before = failed.get();
        Crowd.until("renewals fail", () -> failed.get() > before + 2);

        assertThat(kept.state()).isEqualTo(State.KEPT);
        Lease stale = kept.lease();
        other.execute("rollback");

        Crowd.until("it is renewed", () -> kept.lease().expiry().isAfter(stale.expiry()));
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  @Clause("L4")
  @DisplayName("lets a lease go when asked: stopped it expires, released it is free")
  void stopped(Store store) {
    Lease stopped = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Lease released = store.leases().acquire("released", ANNA, TTL).orElseThrow();
    try (LeaseKeeper keeper = LeaseKeeper.of(store, TTL, OFTEN)) {
      KeptLease one = keeper.keep(stopped, told::add);
      KeptLease two = keeper.keep(released, told::add);
      one.stop();
      two.release();
      two.release();

      assertThat(one.state()).isEqualTo(State.ENDED);
      assertThat(two.state()).isEqualTo(State.ENDED);
      assertThat(store.leases().find(ENGINE).held()).isPresent();
      assertThat(store.leases().find("released")).isEqualTo(new Free("released", 1));
      assertThat(new Gate().opens()).as("a chance to tell a loss").isFalse();
    }
    assertThat(told).isEmpty();
  }

  @Test
  @Clause("L4")
  @DisplayName("that is closed renews no more; by another name it releases all it keeps")
  void closed(Store store) {
    LeaseKeeper closed = LeaseKeeper.of(store, TTL, OFTEN);
    KeptLease one = closed.keep(store.leases().acquire("one", ANNA, TTL).orElseThrow(), told::add);
    closed.close();
    closed.close();
    LeaseKeeper released = LeaseKeeper.of(store, TTL, OFTEN);
    List<KeptLease> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Lease lease = store.leases().acquire("of many " + i, ANNA, TTL).orElseThrow();
      many.add(released.keep(lease, told::add));
    }
    released.releaseAndClose();

    assertThat(one.state()).isEqualTo(State.ENDED);
    assertThat(store.leases().find("one").held()).isPresent();
    assertThat(many).extracting(KeptLease::state).containsOnly(State.ENDED);
    for (int i = 0; i < 20; i++) {
      assertThat(store.leases().find("of many " + i).held()).isEmpty();
    }
    assertThat(told).isEmpty();
    assertThatThrownBy(() -> closed.keep(one.lease(), told::add))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("renews many leases on one thread")
  void many(Store store) {
    try (LeaseKeeper keeper = LeaseKeeper.of(store, TTL, OFTEN)) {
      List<KeptLease> kept = new ArrayList<>();
      List<Lease> given = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Lease lease = store.leases().acquire("r" + i, ANNA, TTL).orElseThrow();
        given.add(lease);
        kept.add(keeper.keep(lease, told::add));
      }
      for (int i = 0; i < 20; i++) {
        KeptLease one = kept.get(i);
        Lease before = given.get(i);
        Crowd.until("it is renewed", () -> one.lease().expiry().isAfter(before.expiry()));
      }
      assertThat(kept).extracting(KeptLease::state).containsOnly(State.KEPT);
    }
  }

  @Test
  @Clause("G2")
  @DisplayName("renews at least three times in the time that it asks for")
  void interval(Store store) {
    for (Duration every : new Duration[] {TTL.dividedBy(3).plusMillis(1), TTL}) {
      assertThatThrownBy(() -> LeaseKeeper.of(store, TTL, every))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("renewEvery")
          .hasMessageContaining("PT10M");
    }
    assertThatThrownBy(() -> LeaseKeeper.of(store, Duration.ofMillis(2)))
        .isInstanceOf(IllegalArgumentException.class);
    LeaseKeeper.of(store, TTL, TTL.dividedBy(3)).close();
  }
}
