package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.ANNA_AGAIN;
import static io.perdure.conformance.leases.Holders.BERT;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static io.perdure.conformance.leases.Holders.assertLost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.leases.Acquisition;
import io.perdure.store.leases.Free;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.LeaseHeldException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Acquiring a resource")
public abstract class AcquireSuite {
  private static final Duration SLACK = Duration.ofMinutes(5);

  @Test
  @Clause({"L1", "G5"})
  @DisplayName("that is free gives a lease, and everybody else is told who has it")
  void free(Store store) {
    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 0));

    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    Acquisition second = store.leases().acquire(ENGINE, BERT, TTL);

    assertThat(lease.resource()).isEqualTo(ENGINE);
    assertThat(lease.owner()).isEqualTo(ANNA);
    assertThat(lease.fence()).isEqualTo(1);
    assertThat(lease.term().length()).isEqualTo(TTL);
    Held held = new Held(ENGINE, ANNA, 1, lease.expiry(), Optional.empty());
    assertThat(second).isEqualTo(held);
    assertThat(store.leases().find(ENGINE)).isEqualTo(held);
    assertThat(second.lease()).isEmpty();
  }

  @Test
  @Clause({"L1", "G5"})
  @DisplayName("that somebody has is an exception for whoever has no use for the value")
  void helpers(Store store) {
    Acquisition first = store.leases().acquire(ENGINE, ANNA, TTL);
    Acquisition second = store.leases().acquire(ENGINE, BERT, TTL);
    List<Held> told = new ArrayList<>();
    first.ifHeld(told::add);
    second.ifHeld(told::add);

    assertThat(first.lease()).contains(first.orElseThrow());
    assertThat(told).extracting(Held::owner).containsExactly(ANNA);
    assertThatThrownBy(second::orElseThrow)
        .isInstanceOfSatisfying(
            LeaseHeldException.class,
            held -> {
              assertThat(held.resource()).isEqualTo(ENGINE);
              assertThat(held.owner()).isEqualTo(ANNA);
              assertThat(held.fence()).isEqualTo(1);
              assertThat(held.expiry()).isEqualTo(first.orElseThrow().expiry());
              assertThat(held.retryable()).isFalse();
            });
  }

  @Test
  @Clause({"L1", "G8"})
  @DisplayName("counts its time by the store's clock")
  void expiry(Database database) {
    Store store = database.store();
    database.advance(Duration.ofDays(100));

    Instant before = store.transact(Transaction::now);
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(Duration.between(before, lease.expiry())).isBetween(TTL, TTL.plus(SLACK));
  }

  @Test
  @Clause({"L1", "G6"})
  @DisplayName("again by who has it, in the same incarnation, moves the expiry and nothing else")
  void again(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    database.advance(Duration.ofMinutes(1));
    Lease again = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(again.token()).isEqualTo(lease.token());
    assertThat(again.fence()).isEqualTo(lease.fence());
    assertThat(Duration.between(lease.expiry(), again.expiry()))
        .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(1).plus(SLACK));
    assertThat(store.leases().find(ENGINE).held().map(Held::expiry)).contains(again.expiry());
  }

  @Test
  @Clause({"L1", "L3"})
  @DisplayName("again for a shorter time does not shorten what it was given for")
  void neverShorter(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    Lease again = store.leases().acquire(ENGINE, ANNA, Duration.ofSeconds(1)).orElseThrow();
    Lease renewed = store.leases().renew(lease, Duration.ofMillis(1));

    assertThat(again.expiry()).isEqualTo(lease.expiry());
    assertThat(renewed.expiry()).isEqualTo(lease.expiry());
    assertThat(renewed.term().length()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  @Clause("L1")
  @DisplayName("by another incarnation of who has it is refused until it is free")
  void otherIncarnation(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(store.leases().acquire(ENGINE, ANNA_AGAIN, TTL).lease()).isEmpty();
    database.advance(TTL);
    Lease next = store.leases().acquire(ENGINE, ANNA_AGAIN, TTL).orElseThrow();

    assertThat(next.fence()).isEqualTo(2);
    assertThat(next.token()).isNotEqualTo(lease.token());
  }

  @Test
  @Clause("L1")
  @DisplayName("by a process that starts is by another incarnation each time")
  void starting() {
    Owner first = Owner.starting("node");
    Owner second = Owner.starting("node");

    assertThat(first.id()).isEqualTo(second.id());
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  @Clause({"L1", "L2", "G8"})
  @DisplayName("that has expired, at that instant or later, gives a new token and the next fence")
  void expired(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    database.advance(TTL.minus(SLACK));
    assertThat(store.leases().find(ENGINE).held()).isPresent();
    database.advance(SLACK);
    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 1));
    Lease next = store.leases().acquire(ENGINE, BERT, TTL).orElseThrow();

    assertThat(next.fence()).isEqualTo(2);
    assertThat(next.token()).isNotEqualTo(lease.token());
    assertLost(ENGINE, 1, 2, () -> store.leases().renew(lease, TTL));
  }

  @Test
  @Clause({"L1", "L2"})
  @DisplayName("that its own owner let expire gives a new token and the next fence, too")
  void expiredOwn(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    database.advance(TTL);
    Lease next = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    assertThat(next.fence()).isEqualTo(2);
    assertThat(next.token()).isNotEqualTo(lease.token());
  }

  @Test
  @Clause({"L2", "L4"})
  @DisplayName("goes on from the fence that release and expiry left, also after reopening")
  void fencesGrow(Database database) {
    long last = 0;
    for (int round = 0; round < 10; round++) {
      Store store = database.store();
      Owner owner = Owner.starting("node");
      Lease lease = store.leases().acquire(ENGINE, owner, TTL).orElseThrow();
      assertThat(lease.fence()).isEqualTo(last + 1);
      last = lease.fence();
      if (round % 2 == 0) {
        store.leases().release(lease);
      } else {
        database.advance(TTL);
      }
      assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, last));
    }
  }

  @Test
  @Needs(Capability.DURABLE)
  @Clause({"L1", "L2"})
  @DisplayName("finds after reopening what was held before")
  void reopened(Database database) {
    Lease lease = database.store().leases().acquire(ENGINE, ANNA, TTL).orElseThrow();

    database.reopen();

    Store store = database.store();
    assertThat(store.leases().acquire(ENGINE, BERT, TTL).lease()).isEmpty();
    assertThat(store.leases().renew(lease, TTL).fence()).isEqualTo(1);
  }

  @Test
  @Clause({"L1", "X1", "G4"})
  @DisplayName("in a transaction that fails leaves it as it was")
  void rolledBack(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(store.leases().find(ENGINE)).isEqualTo(new Free(ENGINE, 0));
    Lease lease =
        store.transact(
            tx -> {
              Lease mine = tx.leases().acquire(ENGINE, BERT, TTL).orElseThrow();
              assertThat(tx.leases().find(ENGINE).held().map(Held::owner)).contains(BERT);
              return mine;
            });
    assertThat(lease.fence()).isEqualTo(1);
    assertThat(store.<Long, RuntimeException>snapshot(seen -> seen.leases().find(ENGINE).fence()))
        .isEqualTo(1);
  }

  @Test
  @Clause({"L1", "G1"})
  @DisplayName("does not touch another resource, whatever their names look like")
  void otherResources(Store store) {
    List<String> names =
        List.of("a", "A", "a ", "ä", "a\u0301", "%", "\ud83d\ude00", "x".repeat(512));
    for (String name : names) {
      assertThat(store.leases().acquire(name, ANNA, TTL).orElseThrow().fence()).isEqualTo(1);
    }
    for (String name : names) {
      assertThat(store.leases().find(name).resource()).isEqualTo(name);
      assertThat(store.leases().find(name).held()).isPresent();
    }
  }

  @Test
  @Clause({"L1", "G3"})
  @DisplayName("at the end of time lasts until then")
  void endOfTime(Database database) {
    Store store = database.store();
    Instant now = store.transact(Transaction::now);
    database.advance(
        Duration.between(now, Instant.parse("2262-04-11T23:47:16.854775807Z")).minus(SLACK));

    Lease lease = store.leases().acquire(ENGINE, ANNA, Duration.ofDays(365)).orElseThrow();

    assertThat(lease.expiry()).isEqualTo(Instant.parse("2262-04-11T23:47:16.854775807Z"));
  }
}
