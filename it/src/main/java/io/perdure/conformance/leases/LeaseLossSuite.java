package io.perdure.conformance.leases;

import static io.perdure.conformance.leases.Holders.ANNA;
import static io.perdure.conformance.leases.Holders.BERT;
import static io.perdure.conformance.leases.Holders.ENGINE;
import static io.perdure.conformance.leases.Holders.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.conformance.kit.Wire;
import io.perdure.store.Lease;
import io.perdure.store.Store;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.KeptLease;
import io.perdure.store.leases.KeptLease.State;
import io.perdure.store.leases.LeaseKeeper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("L7")
@DisplayName("A keeper of leases that loses one")
public abstract class LeaseLossSuite {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration SHORT = Duration.ofMillis(900);

  /** The losses that were told. */
  private final List<KeptLease> told = new CopyOnWriteArrayList<>();

  @Test
  @Clause("L5")
  @DisplayName("tells once that a lease was taken over, and says so ever after")
  void takenOver(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    try (LeaseKeeper keeper = LeaseKeeper.of(store, TTL, OFTEN)) {
      KeptLease kept = keeper.keep(lease, told::add);
      Held held = store.leases().find(ENGINE).held().orElseThrow();

      Lease taken = store.leases().takeOver(held, BERT, "mine", TTL).orElseThrow();

      Crowd.until("the loss is told", () -> !told.isEmpty());
      assertThat(new Gate().opens()).as("a chance to tell it twice").isFalse();
      kept.release();
      assertThat(told).containsExactly(kept);
      assertThat(kept.state()).isEqualTo(State.LOST);
      assertThat(store.leases().renew(taken, TTL).fence()).isEqualTo(2);
    }
    assertThat(told).hasSize(1);
  }

  @Test
  @Clause("G8")
  @DisplayName("tells the loss of a lease that expired by the store's clock")
  void expired(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
    try (LeaseKeeper keeper = LeaseKeeper.of(store, TTL, OFTEN)) {
      KeptLease kept = keeper.keep(lease, told::add);
      Crowd.until("it is renewed", () -> kept.lease().expiry().isAfter(lease.expiry()));

      database.advance(TTL.multipliedBy(2));

      Crowd.until("the loss is told", () -> !told.isEmpty());
      assertThat(kept.state()).isEqualTo(State.LOST);
      assertThat(kept.lease().term().isOver()).isFalse();
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @Clause("L3")
  @DisplayName("counts on while it is cut off, and tells the loss when its own count is over")
  void cutOff(Database database) throws Exception {
    String url = Beside.server(database).url();
    database.store();
    try (Wire wire = Wire.to(url);
        Perdure perdure = Perdure.postgres(wire.url()).open()) {
      Store store = perdure.namespace("shop");
      Lease longer = store.leases().acquire("other", ANNA, TTL).orElseThrow();
      Lease lease = store.leases().acquire(ENGINE, ANNA, TTL).orElseThrow();
      try (LeaseKeeper patient = LeaseKeeper.of(store, TTL, OFTEN);
          LeaseKeeper keeper = LeaseKeeper.of(store, SHORT)) {
        KeptLease stays = patient.keep(longer, told::add);
        KeptLease kept = keeper.keep(lease, told::add);
        Crowd.until("it is renewed", () -> kept.lease().term().length().equals(SHORT));
        wire.close();

        Crowd.until("the loss is told", () -> !told.isEmpty());

        assertThat(kept.lease().term().isOver()).isTrue();
        assertThat(kept.state()).isEqualTo(State.LOST);
        assertThat(stays.state()).isEqualTo(State.KEPT);
        assertThat(told).containsExactly(kept);
      }
    }
  }

  @Test
  @DisplayName("tells a loss in time although a renewal hangs, whose late success changes nothing")
  void hangs(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, SHORT).orElseThrow();
    Gate hanging = new Gate();
    Gate end = new Gate();
    Gate ended = new Gate();
    try (LeaseKeeper keeper = LeaseKeeper.of(hanging(store, hanging, end, ended), SHORT)) {
      KeptLease kept = keeper.keep(lease, told::add);
      hanging.pass();

      Crowd.until("the loss is told", () -> !told.isEmpty());
      assertThat(kept.state()).isEqualTo(State.LOST);
      end.open();
      ended.pass();

      assertThat(kept.lease()).isEqualTo(lease);
      assertThat(kept.state()).isEqualTo(State.LOST);
    }
    assertThat(told).hasSize(1);
  }

  @Test
  @DisplayName("answers that a lease is lost as soon as its time is over, told or not")
  void stateKnowsFirst(Store store) {
    Lease lease = store.leases().acquire(ENGINE, ANNA, SHORT).orElseThrow();
    Gate telling = new Gate();
    Gate end = new Gate();
    try (LeaseKeeper keeper = LeaseKeeper.of(hanging(store, new Gate(), end, new Gate()), SHORT)) {
      Lease first = store.leases().acquire("first", ANNA, Duration.ofMillis(1)).orElseThrow();
      keeper.keep(
          first,
          lost -> {
            telling.open();
            end.pass();
          });
      telling.pass();
      KeptLease kept = keeper.keep(lease, told::add);
      Crowd.until("its time is over", () -> lease.term().isOver());

      assertThat(kept.state()).isEqualTo(State.LOST);
      assertThat(told).isEmpty();
      end.open();
      Crowd.until("the loss is told", () -> !told.isEmpty());
    } finally {
      end.open();
    }
  }

  /** The store, but that its first transaction hangs until the end. */
  private static Store hanging(Store store, Gate hanging, Gate end, Gate ended) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              try {
                if (!method.getName().equals("transact")) {
                  return method.invoke(store, arguments);
                }
                hanging.open();
                end.pass();
                try {
                  return method.invoke(store, arguments);
                } finally {
                  ended.open();
                }
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            });
  }
}
