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
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X1")
@DisplayName("What a transaction reads")
public abstract class IsolationSuite {
  private static final WorkflowId A = WorkflowId.of("a");
  private static final WorkflowId B = WorkflowId.of("b");
  private static final TransactionOptions PLAIN = TransactionOptions.defaults();

  @Test
  @DisplayName("cannot be skewed by another that takes the same lock first")
  void lockAgainstSkew(Store store) {
    oneOfTwoGoesOnCall(store, PLAIN, tx -> tx.lock("on call"));
  }

  @Test
  @DisplayName("cannot be skewed where both asked for SERIALIZABLE")
  void serializableAgainstSkew(Store store) {
    oneOfTwoGoesOnCall(store, PLAIN.serializable(), tx -> {});
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("is skewed on Postgres where neither asked for anything: what the lock is for")
  void skewed(Store store) {
    Gate bothRead = new Gate(2);
    Runnable meeting =
        () -> {
          bothRead.open();
          bothRead.pass();
        };
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> a = crowd.call(() -> goOnCall(store, PLAIN, tx -> {}, A, meeting));
      Crowd.Call<Boolean> b = crowd.call(() -> goOnCall(store, PLAIN, tx -> {}, B, meeting));

      assertThat(a.answer()).isTrue();
      assertThat(b.answer()).isTrue();
    }
    assertThat(store.history().head(A) + store.history().head(B)).isEqualTo(2);
  }

  @Test
  @Clause("G8")
  @DisplayName("after a long wait for a lock is what is committed then, and so is the clock")
  void afterALongWait(Database database) {
    Store store = database.store();
    Duration wait = Duration.ofHours(1);
    try (Crowd crowd = new Crowd()) {
      List<Crowd.Call<Instant>> second = new ArrayList<>();
      Instant before =
          store.transact(
              tx -> {
                tx.lock("door");
                second.add(crowd.call(() -> decideBehind(store)));
                assertThat(second.get(0).ends()).isFalse();
                Instant now = tx.now();
                tx.history().append(A, 0, event("one"));
                tx.timers().schedule(A, "t", wait);
                database.advance(wait);
                return now;
              });

      assertThat(second.get(0).answer()).isAfterOrEqualTo(before.plus(wait));
    }
    assertThat(store.history().head(B)).isEqualTo(1);
  }

  /** Decides by what another transaction does that has the lock. */
  private static Instant decideBehind(Store store) {
    return store.transact(
        tx -> {
          tx.lock("door");
          assertThat(tx.timers().find(A, "t")).isPresent();
          tx.history().append(B, tx.history().head(A) - 1, event("one"));
          return tx.now();
        });
  }

  /** Two transactions that each write one workflow if neither was written: a write skew. */
  private static void oneOfTwoGoesOnCall(
      Store store, TransactionOptions options, Consumer<Transaction> first) {
    Gate bothRead = new Gate(2);
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> a = crowd.call(() -> goOnCall(store, options, first, A, bothRead::meet));
      Crowd.Call<Boolean> b = crowd.call(() -> goOnCall(store, options, first, B, bothRead::meet));

      assertThat(a.answer()).isNotEqualTo(b.answer());
    }
    assertThat(store.history().head(A) + store.history().head(B)).isEqualTo(1);
  }

  private static boolean goOnCall(
      Store store,
      TransactionOptions options,
      Consumer<Transaction> first,
      WorkflowId who,
      Runnable meeting) {
    AtomicBoolean met = new AtomicBoolean();
    return store.transact(
        options,
        tx -> {
          first.accept(tx);
          long onCall = tx.history().head(A) + tx.history().head(B);
          if (met.compareAndSet(false, true)) {
            meeting.run();
          }
          if (onCall > 0) {
            return false;
          }
          tx.history().append(who, 0, event("on call"));
          return true;
        });
  }

  @Test
  @DisplayName("under a lock is what the transaction before it left")
  void lockExcludes(Store store) {
    Gate held = new Gate();
    Gate entered = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> first =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("door");
                        held.open();
                        boolean excluded = !entered.opens();
                        tx.history().append(A, 0, event("one"));
                        return excluded;
                      }));
      held.pass();
      Crowd.Call<Long> second =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("door");
                        entered.open();
                        return tx.history().head(A);
                      }));

      assertThat(first.answer()).isTrue();
      assertThat(second.answer()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("may be locked twice, and the lock ends with a rollback, too")
  void lockEnds(Store store) {
    AtomicBoolean reached = new AtomicBoolean();
    try {
      store.transact(
          tx -> {
            tx.lock("door");
            tx.lock("door");
            reached.set(true);
            throw new IllegalStateException("own");
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("own");
    }

    assertThat(reached).isTrue();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> next =
          crowd.call(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("door");
                        return true;
                      }));
      assertThat(next.answer()).isTrue();
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("is locked by name and by namespace: other names, and that name elsewhere, are free")
  void locksAreApart(Perdure perdure) {
    Store shop = perdure.namespace("shop");
    Store other = perdure.namespace("other");
    shop.transact(
        tx -> {
          tx.lock("door");
          try (Crowd crowd = new Crowd()) {
            assertThat(crowd.call(() -> locks(shop, "window")).answer()).isTrue();
            assertThat(crowd.call(() -> locks(other, "door")).answer()).isTrue();
          }
          return true;
        });
  }

  private static boolean locks(Store store, String name) {
    return store.transact(
        tx -> {
          tx.lock(name);
          return true;
        });
  }

  @Test
  @Clause({"X4", "C3"})
  @DisplayName("is read by others without waiting, also where it asked for SERIALIZABLE")
  void readsDoNotWait(Store store) {
    try (Crowd crowd = new Crowd()) {
      store.transact(
          PLAIN.serializable(),
          tx -> {
            tx.history().append(A, tx.history().head(B), event("one"));
            assertThat(crowd.call(() -> store.history().head(A)).answer()).isZero();
            assertThat(crowd.call(() -> store.history().find(A)).answer()).isEmpty();
            return true;
          });
    }
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("is READ COMMITTED on Postgres, whatever the session's default is")
  void readCommitted(Store store) throws SQLException {
    assertThat(level(store, PLAIN)).isEqualTo("read committed");
    assertThat(level(store, PLAIN.serializable())).isEqualTo("serializable");
    assertThat(level(store, PLAIN)).isEqualTo("read committed");
  }

  private static String level(Store store, TransactionOptions options) throws SQLException {
    return store.<String, SQLException>transact(
        options.withConnection(),
        tx -> {
          try (Statement statement = tx.connection().createStatement();
              ResultSet row = statement.executeQuery("show transaction_isolation")) {
            row.next();
            return row.getString(1);
          }
        });
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("on Postgres is what others committed meanwhile, unless SERIALIZABLE was asked for")
  void seesOthers(Store store) {
    assertThat(headsAround(store, PLAIN, A)).containsExactly(0, 1);
    assertThat(headsAround(store, PLAIN.serializable(), B)).containsExactly(0, 0);
  }

  /** The head of a workflow before and after somebody else appended to it. */
  private static long[] headsAround(Store store, TransactionOptions options, WorkflowId workflow) {
    return store.transact(
        options,
        tx -> {
          long before = tx.history().head(workflow);
          if (before == 0) {
            try (Crowd crowd = new Crowd()) {
              crowd.call(() -> store.history().append(workflow, 0, event("other"))).answer();
            }
          }
          return new long[] {before, tx.history().head(workflow)};
        });
  }
}
