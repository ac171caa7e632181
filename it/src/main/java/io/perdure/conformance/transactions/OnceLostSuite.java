package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.transactions.OnceSuite.ORDER;
import static io.perdure.conformance.transactions.OnceSuite.PAY;
import static io.perdure.conformance.transactions.OnceSuite.longs;
import static io.perdure.conformance.transactions.OnceSuite.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Halt;
import io.perdure.conformance.kit.Needs;
import io.perdure.conformance.kit.Wire;
import io.perdure.store.Lease;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.Store;
import io.perdure.store.StoreFailureException;
import io.perdure.store.StoreUnavailableException;
import io.perdure.store.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X3")
@DisplayName("A transaction with a key, whose answer was lost,")
public abstract class OnceLostSuite {
  private static final String INSERT = "perdure_event";
  private static final String KEY = "perdure_once";

  /** Sessions in which a statement may write alone, whatever the database's defaults are. */
  private static final String ORDINARY =
      "&options=-c%20default_transaction_read_only=off"
          + "%20-c%20default_transaction_isolation=read%5C%20committed";

  @Test
  @Needs(Capability.SERVER)
  @Clause("G4")
  @DisplayName("is repeated safely: cut before COMMIT, before the server had it, and after it")
  void cut(Database database) throws Exception {
    Beside beside = Beside.of(database);
    try (Wire wire = Wire.to(beside.url());
        Perdure cut = Perdure.postgres(wire.url()).poolSize(2).open()) {
      Store store = cut.namespace("shop");
      pay(store, longs("pay", "first"));
      long head = 1;
      for (String text : List.of("begin", KEY, INSERT, Wire.COMMIT)) {
        for (boolean delivered : new boolean[] {false, true}) {
          head++;
          String point = text.replace("\0", "") + (delivered ? " delivered" : " not delivered");
          Once<Long> once = longs("pay", point);
          if (delivered) {
            wire.cutAfter(text);
          } else {
            wire.cutBefore(text);
          }

          StoreUnavailableException lost =
              catchThrowableOfType(StoreUnavailableException.class, () -> pay(store, once));

          assertThat(wire.wasCut()).as(point).isTrue();
          assertThat(lost).as(point).isNotNull();
          assertThat(lost.outcomeUnknown()).as(point).isEqualTo(text.equals(Wire.COMMIT));
          assertThat(lost.retryable()).isTrue();
          boolean committed = text.equals(Wire.COMMIT) && delivered;
          assertThat(database.store().history().head(ORDER)).isEqualTo(committed ? head : head - 1);
          assertThat(pay(store, once)).as(point).isEqualTo(head);
          assertThat(pay(database.store(), once)).as(point).isEqualTo(head);
          assertThat(database.store().history().head(ORDER)).as(point).isEqualTo(head);
        }
      }
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @Clause("L6")
  @DisplayName("is repeated safely without its fencing lease, which it released, cut at COMMIT")
  void cutFenced(Database database) throws Exception {
    Beside beside = Beside.of(database);
    Store sound = database.store();
    try (Wire wire = Wire.to(beside.url());
        Perdure cut = Perdure.postgres(wire.url()).poolSize(2).open()) {
      Store store = cut.namespace("shop");
      Lease lease =
          sound
              .leases()
              .acquire("engine", Owner.of("anna", "first"), Duration.ofMinutes(1))
              .orElseThrow();
      for (int call = 0; call < 3; call++) {
        if (call == 0) {
          wire.cutBefore(Wire.COMMIT);
        } else if (call == 1) {
          wire.cutAfter(Wire.COMMIT);
        }
        boolean isCut = call < 2;
        try {
          long answer =
              store.transact(
                  PAY,
                  TransactionOptions.defaults().fencedBy(lease),
                  tx -> {
                    tx.leases().release(lease);
                    return tx.history().append(ORDER, 0, event("paid")).last();
                  });
          assertThat(isCut).isFalse();
          assertThat(answer).isEqualTo(1);
        } catch (StoreUnavailableException lost) {
          assertThat(isCut).isTrue();
          assertThat(lost.outcomeUnknown()).isTrue();
        }
      }
      assertThat(sound.leases().find("engine").held()).isEmpty();
      assertThat(sound.history().head(ORDER)).isEqualTo(1);
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @Clause("G4")
  @DisplayName("is repeated safely: committed, and the server gave up waiting for its standby")
  void unconfirmed(Database database) throws Exception {
    Beside beside = Beside.of(database);
    try (Wire wire = Wire.to(beside.url());
        Perdure warned = Perdure.postgres(wire.url() + ORDINARY).poolSize(2).open()) {
      Store store = warned.namespace("shop");
      wire.cut(Wire.COMMIT, Wire.Moment.UNCONFIRMED);
      assertUnknown(() -> pay(store, PAY));
      assertThat(database.store().history().head(ORDER)).isEqualTo(1);
      assertThat(pay(store, PAY)).isEqualTo(1);

      // A statement of its own, which is its own commit.
      wire.cut(INSERT, Wire.Moment.UNCONFIRMED);
      assertUnknown(() -> store.history().append(ORDER, 1, event("alone")));
      assertThat(wire.wasCut()).isTrue();
      assertThat(database.store().history().head(ORDER)).isEqualTo(2);
      assertThat(store.history().append(ORDER, 2, event("after")).last()).isEqualTo(3);
    }
  }

  private static void assertUnknown(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StoreUnavailableException.class, e -> assertThat(e.outcomeUnknown()).isTrue());
  }

  @Test
  @Clause("X2")
  @DisplayName("is repeated safely: a COMMIT that the database refused left no key")
  void refusedCommit(Database database) throws Exception {
    Own.in(database).traps();
    Store store = database.store();
    AtomicInteger runs = new AtomicInteger();
    for (String type : List.of(Own.AT_ONCE, Own.AT_COMMIT)) {
      assertThatThrownBy(
              () ->
                  store.transact(
                      PAY,
                      tx -> {
                        runs.incrementAndGet();
                        return tx.history().append(ORDER, 0, event(type)).last();
                      }))
          .as(type)
          .isInstanceOf(StoreFailureException.class);
    }
    assertThat(pay(store, PAY)).isEqualTo(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  @Needs({Capability.SECOND_PROCESS, Capability.DURABLE})
  @Clause({"G4", "G6"})
  @DisplayName(
      "is repeated safely: the process killed before any of its statements and after COMMIT")
  void killed(Database database) throws Exception {
    Store store = database.store();
    List<String> points = new ArrayList<>();
    String said = Halt.SAID;
    for (long point = 1; said.startsWith(Halt.SAID); point++) {
      Child child = database.child(OnceHaltingProcess.class);
      String key = "point " + point;
      child.say(point + " " + key);
      said = child.hear();
      child.kill();
      if (said.startsWith(Halt.SAID)) {
        points.add(said.substring(Halt.SAID.length()));
      }
      long before = store.history().head(ORDER);
      boolean committed = committed(store, key);
      assertThat(committed).as(said).isEqualTo(!said.contains("before"));

      long answer = OnceHaltingProcess.pay(store, key);
      assertThat(answer).as(said).isEqualTo(committed ? before : before + 1);
      assertThat(OnceHaltingProcess.pay(store, key)).as(said).isEqualTo(answer);
      assertThat(store.history().head(ORDER)).as(said).isEqualTo(answer);
    }
    assertThat(points).hasSizeGreaterThan(5).last().isEqualTo("after commit");
  }

  /** Whether the event that is paid under that key is there. */
  private static boolean committed(Store store, String key) {
    return store.history().read(ORDER).stream().anyMatch(event -> event.type().equals(key));
  }
}
