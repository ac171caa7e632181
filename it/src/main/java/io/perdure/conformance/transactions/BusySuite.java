package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreListener;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X2")
@DisplayName("A write that meets a busy database")
public abstract class BusySuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("waits for another handle's write lock, and is done when it ends")
  void waitsForLock(Database database) throws SQLException {
    Store store = database.store();
    Beside other = Beside.of(database);
    other.execute("begin immediate");
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> append = crowd.call(() -> store.history().append(A, 0, event("one")).last());
      assertThat(append.ends()).isFalse();

      other.execute("rollback");

      assertThat(append.answer()).isEqualTo(1);
    }
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("gives up after the store's retry time, and has written nothing")
  void givesUp(Database database) throws SQLException {
    Heard heard = new Heard();
    try (Perdure perdure = database.door().migrateOnOpen().retryFor(SHORT).listener(heard).open()) {
      Store store = perdure.namespace("shop");
      Beside other = Beside.of(database, perdure);
      other.execute("begin immediate");
      AtomicInteger runs = new AtomicInteger();

      assertThatThrownBy(() -> store.history().append(A, 0, event("one")))
          .isInstanceOfSatisfying(
              StoreBusyException.class, busy -> assertThat(busy.retryable()).isTrue());
      assertThatThrownBy(() -> store.transact(tx -> runs.incrementAndGet()))
          .isInstanceOf(StoreBusyException.class);

      other.execute("rollback");
      assertThat(runs).hasValue(0);
      assertThat(heard.last("history.append").outcome()).isEqualTo(StoreListener.Outcome.FAILED);
      assertThat(heard.last("history.append").duration()).isGreaterThanOrEqualTo(SHORT);
      assertThat(store.history().append(A, 0, event("one")).last()).isEqualTo(1);
    }
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("gives up after the transaction's own retry time, which goes before the store's")
  void givesUpByOption(Database database) throws SQLException {
    Store store = database.store();
    Beside other = Beside.of(database);
    other.execute("begin immediate");
    try (Crowd crowd = new Crowd()) {
      for (Duration duration : new Duration[] {Duration.ZERO, SHORT}) {
        Crowd.Call<Boolean> call =
            crowd.call(
                () -> store.transact(TransactionOptions.defaults().retryFor(duration), tx -> true));
        long begun = System.nanoTime();
        assertThat(call.failure()).isInstanceOf(StoreBusyException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .isBetween(duration.dividedBy(2), Duration.ofSeconds(10));
      }
    }
    other.execute("rollback");
    boolean after = store.transact(tx -> true);
    assertThat(after).isTrue();
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("waits for a transaction of another process, and reads what that left")
  void waitsForProcess(Database database) throws Exception {
    Store store = database.store();
    var child = database.child(Holder.class, "a");
    assertThat(child.hear()).isEqualTo("holding");
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> append =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("a");
                        long head = tx.history().head(A);
                        return tx.history().append(A, head, event("two")).last();
                      }));
      assertThat(append.ends()).isFalse();

      child.say("let go");

      assertThat(append.answer()).isEqualTo(2);
    }
    assertThat(child.end()).isZero();
  }

  @Test
  @DisplayName("waits for a body that holds what it needs no longer than its retry time")
  void boundedWait(Store store) {
    Gate held = new Gate();
    Gate end = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> holder =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("door");
                        held.open();
                        end.pass();
                        return tx.history().append(A, 0, event("one")).last();
                      }));
      held.pass();
      Crowd.Call<Boolean> waiter =
          crowd.call(
              () ->
                  store.transact(
                      TransactionOptions.defaults().retryFor(SHORT),
                      tx -> {
                        tx.lock("door");
                        tx.history().append(WorkflowId.of("b"), 0, event("one"));
                        return true;
                      }));

      assertThat(waiter.failure()).isInstanceOf(StoreBusyException.class);
      assertThat(holder.ended()).isFalse();
      end.open();
      assertThat(holder.answer()).isEqualTo(1);
    }
    assertThat(store.history().head(WorkflowId.of("b"))).isZero();
  }
}
