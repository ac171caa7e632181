package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Calls;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Kept;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.PageRequest;
import io.perdure.store.Snapshot;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EveryBackend
@Clause("X7")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Refused at once")
public abstract class MisuseSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final PageRequest PAGE = PageRequest.first(10);

  @Test
  @DisplayName("is every call of the store inside the body of a transaction, which goes on")
  void storeInsideTransaction(Perdure perdure) {
    Store store = perdure.namespace("shop");
    Map<String, ThrowingCallable> calls = Calls.all(store.history());
    Calls.all(perdure.namespace("other").history())
        .forEach((name, call) -> calls.put(name + " of another namespace", call));
    calls.put("namespaces", () -> perdure.administration().namespaces(PAGE));

    store.transact(
        tx -> {
          assertEachRefused(calls);
          return tx.history().append(A, 0, event("one"));
        });

    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("is every call of the store inside the body of a snapshot, which goes on")
  void storeInsideSnapshot(Perdure perdure) {
    Store store = perdure.namespace("shop");
    Map<String, ThrowingCallable> calls = Calls.all(store.history());
    calls.put("transact", () -> store.transact(tx -> tx.history().head(A)));
    calls.put("namespaces", () -> perdure.administration().namespaces(PAGE));

    long head =
        store.snapshot(
            snapshot -> {
              assertEachRefused(calls);
              return snapshot.history().head(A);
            });

    assertThat(head).isZero();
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("is to join a connection inside the body of a transaction")
  void joinInside(Perdure perdure) {
    Store store = perdure.namespace("shop");

    store.transact(
        TransactionOptions.defaults().withConnection(),
        tx -> {
          assertEachRefused(Map.of("join", () -> store.join(tx.connection())));
          return tx.history().append(A, 0, event("one"));
        });

    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("is the writer's connection inside the body that has it")
  void writerInside(Perdure perdure) {
    Store store = perdure.namespace("shop");

    store.transact(
        tx -> {
          assertThatThrownBy(() -> perdure.dataSource().getConnection())
              .isInstanceOfAny(StoreUsageException.class, SQLException.class);
          return tx.history().append(A, 0, event("one"));
        });

    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("is a transaction after its body has ended, well or not")
  void transactionAfterwards(Store store) {
    Kept<Transaction> kept = new Kept<>();
    store.transact(
        TransactionOptions.defaults().withConnection(),
        tx -> {
          kept.keep(tx);
          return true;
        });
    assertEachRefused(ofTransaction(kept.get()));

    try {
      store.transact(
          tx -> {
            kept.keep(tx);
            throw new IllegalStateException("own");
          });
    } catch (IllegalStateException own) {
      assertThat(own).hasMessage("own");
    }
    assertEachRefused(ofTransaction(kept.get()));
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @DisplayName("is a nested transaction after its body has ended, while the outer one goes on")
  void nestedAfterwards(Store store) {
    store.transact(
        outer -> {
          Kept<Transaction> kept = new Kept<>();
          store.transact(
              inner -> {
                kept.keep(inner);
                return true;
              });
          assertEachRefused(ofTransaction(kept.get()));
          return outer.history().append(A, 0, event("one"));
        });

    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("is a snapshot after its body has ended")
  void snapshotAfterwards(Store store) {
    Kept<Snapshot> kept = new Kept<>();
    store.snapshot(
        snapshot -> {
          kept.keep(snapshot);
          return true;
        });

    assertEachRefused(Calls.reading(kept.get().history()));
  }

  @Test
  @DisplayName("is a transaction, or a snapshot, on another thread than its body's")
  void otherThread(Store store) {
    store.transact(
        tx -> {
          try (Crowd crowd = new Crowd()) {
            crowd.run(() -> assertEachRefused(ofTransaction(tx))).answer();
          }
          return tx.history().append(A, 0, event("one"));
        });
    assertThat(store.history().head(A)).isEqualTo(1);

    store.snapshot(
        snapshot -> {
          Map<String, ThrowingCallable> calls = Calls.reading(snapshot.history());
          try (Crowd crowd = new Crowd()) {
            crowd.run(() -> assertEachRefused(calls)).answer();
          }
          return snapshot.history().head(A);
        });
  }

  @Test
  @DisplayName("is a stream of a transaction or a snapshot that is consumed after it")
  void streamAfterwards(Store store) {
    store.history().append(A, 0, event("one"));

    Stream<Event> ofTransaction = store.transact(tx -> tx.history().stream(A, EventRange.all()));
    Stream<Event> ofSnapshot = store.snapshot(snap -> snap.history().stream(A, EventRange.all()));

    assertEachRefused(
        Map.of(
            "of a transaction", () -> ofTransaction.forEach(event -> {}),
            "of a snapshot", () -> ofSnapshot.forEach(event -> {})));
  }

  @Test
  @DisplayName("is to close the store inside a body, which goes on")
  void closeInside(Database database) {
    Store store = database.store();
    store.transact(
        tx -> {
          assertEachRefused(Map.of("close", () -> database.perdure().close()));
          return tx.history().append(A, 0, event("one"));
        });

    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("is not the store of another database inside a body")
  void otherDatabase(Store store) {
    try (Perdure elsewhere = Perdure.temporary().open()) {
      Store other = elsewhere.namespace("shop");
      store.transact(
          tx -> {
            other.history().append(A, 0, event("one"));
            long joined = other.transact(inner -> inner.history().append(A, 1, event("2")).last());
            return tx.history().append(A, 0, event("" + joined));
          });
      assertThat(other.history().head(A)).isEqualTo(2);
    }
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  private static Map<String, ThrowingCallable> ofTransaction(Transaction tx) {
    Map<String, ThrowingCallable> calls = Calls.all(tx.history());
    calls.put("now", tx::now);
    calls.put("lock", () -> tx.lock("door"));
    calls.put("connection", tx::connection);
    return calls;
  }

  private static void assertEachRefused(Map<String, ThrowingCallable> calls) {
    SoftAssertions softly = new SoftAssertions();
    calls.forEach(
        (name, call) ->
            softly
                .assertThat(catchThrowable(call))
                .as(name)
                .isInstanceOf(StoreUsageException.class));
    softly.assertAll();
  }
}
