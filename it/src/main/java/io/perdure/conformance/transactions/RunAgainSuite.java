package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreException;
import io.perdure.store.StoreListener.Operation;
import io.perdure.store.StoreListener.Outcome;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X2")
@DisplayName("A body that met a transient failure")
public abstract class RunAgainSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");

  @Test
  @DisplayName("runs again, where two bodies need the same in opposite order, and both commit")
  void deadlock(Database database) {
    Heard heard = new Heard();
    AtomicInteger runs = new AtomicInteger();
    try (Perdure perdure = database.door().migrateOnOpen().listener(heard).open();
        Crowd crowd = new Crowd()) {
      Store store = perdure.namespace("shop");
      Gate both = new Gate(2);
      crowd.call(() -> both(store, A, B, both, runs, false));
      crowd.call(() -> both(store, B, A, both, runs, false));
      crowd.allAnswer();

      assertThat(store.history().head(A)).isEqualTo(2);
      assertThat(store.history().head(B)).isEqualTo(2);
      assertThat(heard.of("transact")).extracting(Operation::outcome).containsOnly(Outcome.DONE);
      assertThat(heard.of("transact").stream().mapToInt(Operation::attempts).sum())
          .isEqualTo(runs.get());
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("was begun so often as the listener is told")
  void attempts(Database database) {
    Heard heard = new Heard();
    try (Perdure perdure = database.door().migrateOnOpen().listener(heard).open();
        Crowd crowd = new Crowd()) {
      Store store = perdure.namespace("shop");
      Gate both = new Gate(2);
      crowd.call(() -> both(store, A, B, both, new AtomicInteger(), false));
      crowd.call(() -> both(store, B, A, both, new AtomicInteger(), false));
      crowd.allAnswer();

      List<Operation> told = heard.of("transact");
      assertThat(told).extracting(Operation::attempts).contains(1).anyMatch(n -> n > 1);
    }
  }

  @Test
  @DisplayName("runs again although it swallowed the failure")
  void swallowed(Store store) {
    try (Crowd crowd = new Crowd()) {
      Gate both = new Gate(2);
      crowd.call(() -> both(store, A, B, both, new AtomicInteger(), true));
      crowd.call(() -> both(store, B, A, both, new AtomicInteger(), true));
      crowd.allAnswer();
    }

    assertThat(store.history().head(A)).isEqualTo(2);
    assertThat(store.history().head(B)).isEqualTo(2);
  }

  /** Appends to one workflow, gives the other body a chance to do the same, then to the other. */
  private static boolean both(
      Store store,
      WorkflowId one,
      WorkflowId other,
      Gate both,
      AtomicInteger runs,
      boolean swallows) {
    AtomicInteger mine = new AtomicInteger();
    return store.transact(
        tx -> {
          runs.incrementAndGet();
          append(tx, one);
          if (mine.incrementAndGet() == 1) {
            both.meet();
          }
          try {
            append(tx, other);
          } catch (StoreException e) {
            if (!swallows) {
              throw e;
            }
          }
          return true;
        });
  }

  private static void append(Transaction tx, WorkflowId workflow) {
    tx.lock(workflow.value());
    tx.history().append(workflow, tx.history().head(workflow), event("next"));
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("runs again, body or single operation, also where only the commit met it")
  void passing(Database database) throws SQLException {
    Heard heard = new Heard();
    try (Perdure perdure = database.door().migrateOnOpen().listener(heard).open()) {
      Own own = Own.in(database, perdure).traps();
      Store store = perdure.namespace("shop");
      AtomicInteger runs = new AtomicInteger();
      long head = 0;
      for (String type : List.of(Own.ONCE, Own.ONCE_AT_COMMIT)) {
        own.arm();
        long expected = head;
        head =
            store.transact(
                tx -> {
                  runs.incrementAndGet();
                  return tx.history().append(A, expected, event(type)).last();
                });
        assertThat(heard.last("transact").attempts()).as(type).isEqualTo(2);

        own.arm();
        head = store.history().append(A, head, event(type)).last();
        assertThat(heard.last("history.append").outcome()).as(type).isEqualTo(Outcome.DONE);
      }
      assertThat(head).isEqualTo(4);
      assertThat(runs).hasValue(4);
      assertThat(own.events()).isEqualTo(4);
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("does not run again where no time is allowed for it, and wrote nothing")
  void bound(Store store) {
    AtomicInteger runs = new AtomicInteger();
    try (Crowd crowd = new Crowd()) {
      Gate both = new Gate(2);
      Crowd.Call<Long> a = crowd.call(() -> skewed(store, A, B, both, runs));
      Crowd.Call<Long> b = crowd.call(() -> skewed(store, B, A, both, runs));
      Crowd.until("both end", () -> a.ended() && b.ended());

      boolean aWon = store.history().head(A) == 1;
      assertThat((aWon ? a : b).answer()).isEqualTo(1);
      assertThat((aWon ? b : a).failure())
          .isInstanceOf(StoreBusyException.class)
          .hasRootCauseInstanceOf(java.sql.SQLException.class);
    }
    assertThat(runs).hasValue(2);
    assertThat(store.history().head(A) + store.history().head(B)).isEqualTo(1);
  }

  private static long skewed(
      Store store, WorkflowId writes, WorkflowId reads, Gate both, AtomicInteger runs) {
    return store.transact(
        TransactionOptions.defaults().serializable().retryFor(Duration.ZERO),
        tx -> {
          runs.incrementAndGet();
          long seen = tx.history().head(reads);
          both.open();
          both.pass();
          return tx.history().append(writes, seen, event("skewed")).last();
        });
  }
}
