package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.transactions.OnceSuite.ORDER;
import static io.perdure.conformance.transactions.OnceSuite.PAY;
import static io.perdure.conformance.transactions.OnceSuite.chunks;
import static io.perdure.conformance.transactions.OnceSuite.longs;
import static io.perdure.conformance.transactions.OnceSuite.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Once;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X3")
@DisplayName("A transaction with a key")
public abstract class OnceWithinSuite {
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final TransactionOptions PLAIN = TransactionOptions.defaults();
  private static final Owner ANNA = Owner.of("anna", "first");

  private static long append(Store store, Once<Long> once, TransactionOptions options) {
    return store.transact(
        once,
        options,
        tx -> tx.history().append(ORDER, tx.history().head(ORDER), event("fenced")).last());
  }

  @Test
  @Clause("L6")
  @DisplayName("that was fenced is answered again without the lease: expired, released or lost")
  void withoutLease(Database database) {
    Store store = database.store();
    Lease lease = store.leases().acquire("engine", ANNA, TTL).orElseThrow();
    TransactionOptions fenced = PLAIN.fencedBy(lease);
    assertThat(append(store, PAY, fenced)).isEqualTo(1);

    database.advance(TTL);
    assertThat(append(store, PAY, fenced)).as("expired").isEqualTo(1);
    Lease next = store.leases().acquire("engine", ANNA, TTL).orElseThrow();
    assertThat(append(store, PAY, fenced)).as("another's").isEqualTo(1);
    store.leases().release(next);
    assertThat(append(store, PAY, fenced)).as("released").isEqualTo(1);
    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }

  @Test
  @Clause({"L6", "G4"})
  @DisplayName("that is fenced by a lost lease leaves no key, so that the next holder may do it")
  void fencedOut(Database database) {
    Store store = database.store();
    Lease lost = store.leases().acquire("engine", ANNA, TTL).orElseThrow();
    database.advance(TTL);
    assertThatThrownBy(() -> append(store, PAY, PLAIN.fencedBy(lost)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(store.history().head(ORDER)).isZero();

    Lease next = store.leases().acquire("engine", ANNA, TTL).orElseThrow();
    assertThat(append(store, PAY, PLAIN.fencedBy(next))).isEqualTo(1);
    assertThat(append(store, PAY, PLAIN.fencedBy(lost))).as("the loser asks again").isEqualTo(1);
  }

  @Test
  @Clause("L4")
  @DisplayName("may release its fencing lease, and is answered again though it is free")
  void releases(Store store) {
    Lease lease = store.leases().acquire("engine", ANNA, TTL).orElseThrow();
    for (int call = 0; call < 2; call++) {
      long answer =
          store.transact(
              PAY,
              PLAIN.fencedBy(lease),
              tx -> {
                tx.leases().release(lease);
                return tx.history().append(ORDER, 0, event("last")).last();
              });
      assertThat(answer).isEqualTo(1);
    }
    assertThat(store.leases().find("engine").held()).isEmpty();
  }

  @Test
  @Clause("X5")
  @DisplayName("may be serializable and use the connection")
  void otherOptions(Store store) {
    int number = 0;
    for (TransactionOptions options :
        List.of(PLAIN.serializable(), PLAIN.withConnection(), PLAIN.retryFor(TTL))) {
      Once<Long> once = longs("options", "k" + ++number);
      assertThat(append(store, once, options)).isEqualTo(number);
      assertThat(append(store, once, options)).isEqualTo(number);
      assertThat(append(store, once, PLAIN)).isEqualTo(number);
    }
    assertThat(store.history().head(ORDER)).isEqualTo(number);
  }

  @Test
  @Clause("X7")
  @DisplayName("within another one is committed with it or not at all")
  void nested(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    outer -> {
                      assertThat(pay(store, PAY)).isEqualTo(1);
                      assertThat(pay(store, PAY)).as("again, in the same one").isEqualTo(1);
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own");
    assertThat(store.history().head(ORDER)).isZero();

    long sum =
        store.transact(
            longs("outer", "1"),
            outer -> pay(store, PAY) + pay(store, PAY) + pay(store, longs("pay", "2")));
    assertThat(sum).isEqualTo(1 + 1 + 2);
    assertThat(pay(store, PAY)).isEqualTo(1);
    assertThat(pay(store, longs("outer", "1"))).isEqualTo(4);
    assertThat(store.history().head(ORDER)).isEqualTo(2);
  }

  @Test
  @Clause({"X7", "G4"})
  @DisplayName("within another one that fails there takes the outer one with it, as any does")
  void nestedFails(Store store) {
    pay(store, PAY.request(Bytes.utf8("a")));
    assertThatThrownBy(
            () ->
                store.transact(
                    longs("outer", "1"),
                    outer -> {
                      assertThatThrownBy(() -> pay(store, PAY.request(Bytes.utf8("b"))))
                          .isInstanceOf(IdempotencyConflictException.class);
                      return pay(store, longs("pay", "2"));
                    }))
        .isInstanceOf(TransactionAbortedException.class);
    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }

  @Test
  @Clause("X7")
  @DisplayName("whose body asks for its own answer is refused at once")
  void asksForItself(Store store) {
    assertThatThrownBy(() -> store.transact(PAY, outer -> pay(store, PAY)))
        .isInstanceOf(StoreUsageException.class)
        .hasMessageContaining("its own answer");
    assertThat(pay(store, PAY)).isEqualTo(1);
  }

  @Test
  @Clause("X6")
  @DisplayName("whose body swallowed a nested failure is not committed, and leaves no key")
  void swallowed(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    PAY,
                    outer -> {
                      try {
                        return store.transact(
                            inner -> {
                              throw new IllegalStateException("swallowed");
                            });
                      } catch (IllegalStateException swallowed) {
                        return 1L;
                      }
                    }))
        .isInstanceOf(TransactionAbortedException.class);
    assertThat(pay(store, PAY)).isEqualTo(1);
  }

  @Test
  @Clause("X4")
  @DisplayName("is refused within a snapshot, which cannot write")
  void withinSnapshot(Store store) {
    pay(store, PAY);
    store.snapshot(
        seen -> {
          assertThatThrownBy(() -> pay(store, PAY)).isInstanceOf(StoreUsageException.class);
          return true;
        });
  }

  @Test
  @Clause("M1")
  @DisplayName("is forgotten by a prune with what was kept, and then runs as a new one")
  void pruned(Database database) throws Exception {
    Store store = database.store();
    Store other = database.perdure().namespace("other");
    Once<Payload> large = Once.key("pay", Key.of("large"));
    Payload payload = Payload.of(new byte[3 << 20]);
    for (Store each : List.of(store, other)) {
      each.<Payload, RuntimeException>transact(large, tx -> payload);
      pay(each, PAY);
    }
    Beside beside = Beside.of(database);
    database.advance(TTL);
    pay(store, longs("pay", "younger"));
    assertThat(chunks(beside)).isEqualTo(6);
    Prune old = Prune.atMost(10).keys(Cutoff.olderThan(TTL.dividedBy(2)));

    assertThat(store.maintenance().preview(old).removed().keys()).isEqualTo(2);
    assertThat(store.maintenance().prune(old).removed().keys()).isEqualTo(2);

    assertThat(chunks(beside)).isEqualTo(3);
    assertThat(pay(store, PAY)).isEqualTo(3);
    assertThat(pay(store, longs("pay", "younger"))).isEqualTo(2);
    assertThat(store.<Payload, RuntimeException>transact(large, tx -> payload)).isEqualTo(payload);
    assertThat(chunks(beside)).isEqualTo(6);
    assertThat(pay(other, PAY)).isEqualTo(1);
  }

  @Test
  @Clause({"M1", "G4"})
  @DisplayName("cannot prune its own key: nothing is committed without one")
  void prunesItself(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    PAY,
                    tx -> {
                      Cutoff all = Cutoff.before(tx.now().plus(TTL));
                      tx.maintenance().prune(Prune.atMost(1).keys(all));
                      return tx.history().append(ORDER, 0, event("undone")).last();
                    }))
        .isInstanceOf(StoreUsageException.class)
        .hasMessageContaining("its own key");
    assertThat(store.history().head(ORDER)).isZero();
  }
}
