package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.SqliteOptions;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreFailureException;
import io.perdure.store.TransactionAbortedException;
import io.perdure.store.TransactionBody;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Appended;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("X8")
@DisplayName("Among callers that share a commit")
public abstract class GroupFailureSuite {
  private static final WorkflowId FAILS = WorkflowId.of("fails");
  private static final int NEIGHBOURS = 6;

  @Test
  @DisplayName("a body's own exception is its own, and undoes what it wrote only")
  void ownException(Database database) throws SQLException {
    IllegalStateException own = new IllegalStateException("own");
    Throwable failure =
        failsAlone(
            database,
            tx -> {
              tx.history().append(FAILS, 0, event("one"));
              throw own;
            });
    assertThat(failure).isSameAs(own);
  }

  @Test
  @DisplayName("a database error is that body's own, swallowed or not")
  void databaseError(Database database) throws SQLException {
    Throwable failure =
        failsAlone(
            database,
            tx -> {
              tx.history().append(FAILS, 0, event("one"));
              return tx.history().append(FAILS, 1, event(Own.AT_ONCE));
            });
    assertThat(failure).isInstanceOf(StoreFailureException.class);
  }

  @Test
  @DisplayName("a body that swallowed a database error is the only one that does not commit")
  void swallowed(Database database) throws SQLException {
    Throwable failure =
        failsAlone(
            database,
            tx -> {
              tx.history().append(FAILS, 0, event("one"));
              return catchThrowable(() -> tx.history().append(FAILS, 1, event(Own.AT_ONCE)));
            });
    assertThat(failure).isInstanceOf(TransactionAbortedException.class);
  }

  @Test
  @DisplayName("a commit that fails is tried again body by body, and fails for its cause only")
  void failingCommit(Database database) throws SQLException {
    AtomicInteger runs = new AtomicInteger();
    Throwable failure =
        failsAlone(
            database,
            tx -> {
              runs.incrementAndGet();
              return tx.history().append(FAILS, 0, event(Own.AT_COMMIT));
            });
    assertThat(failure).isInstanceOf(StoreFailureException.class);
    assertThat(runs).hasValueGreaterThan(1);
  }

  /** Runs the body in the midst of others that queue with it; answers what it throws. */
  private static <T> Throwable failsAlone(
      Database database, TransactionBody<T, RuntimeException> body) throws SQLException {
    Own own = Own.in(database).traps();
    Store store = database.store();
    try (Crowd crowd = new Crowd()) {
      Blocker blocker = block(store, crowd);
      List<Crowd.Call<Long>> neighbours = new ArrayList<>();
      for (int i = 0; i < NEIGHBOURS / 2; i++) {
        neighbours.add(neighbour(store, crowd, i));
      }
      Crowd.Call<T> failing = crowd.call(() -> store.transact(body));
      failing.untilItWaits();
      for (int i = NEIGHBOURS / 2; i < NEIGHBOURS; i++) {
        neighbours.add(neighbour(store, crowd, i));
      }
      blocker.release().open();

      assertThat(blocker.call().answer().last()).isEqualTo(1);
      for (Crowd.Call<Long> neighbour : neighbours) {
        assertThat(neighbour.answer()).isEqualTo(1);
      }
      Throwable failure = failing.failure();
      assertThat(store.history().head(FAILS)).isZero();
      assertThat(own.events()).isEqualTo(NEIGHBOURS + 1);
      return failure;
    }
  }

  /** A caller beside the failing one: every other one a single operation. */
  private static Crowd.Call<Long> neighbour(Store store, Crowd crowd, int i) {
    WorkflowId workflow = WorkflowId.of("neighbour" + i);
    Crowd.Call<Long> call =
        crowd.call(
            () ->
                i % 2 == 0
                    ? store.history().append(workflow, 0, event("one")).last()
                    : store.transact(tx -> tx.history().append(workflow, 0, event("one")).last()));
    call.untilItWaits();
    return call;
  }

  @Test
  @DisplayName(
      "no more may wait than were allowed: the next is refused at once, having written nothing")
  void boundedQueue(Database database) throws SQLException {
    OpenOptions<?> door = database.door().migrateOnOpen();
    try (Perdure perdure = ((SqliteOptions) door).waiting(2).open();
        Crowd crowd = new Crowd()) {
      Store store = perdure.namespace("shop");
      Blocker blocker = block(store, crowd);
      Crowd.Call<Long> first = neighbour(store, crowd, 0);
      Crowd.Call<Long> second = neighbour(store, crowd, 1);
      Crowd.Call<Long> third =
          crowd.call(() -> store.history().append(FAILS, 0, event("one")).last());
      Crowd.Call<Boolean> fourth = crowd.call(() -> store.transact(tx -> true));

      assertThat(third.failure()).isInstanceOf(StoreBusyException.class);
      assertThat(fourth.failure()).isInstanceOf(StoreBusyException.class);
      assertThat(first.ended() || second.ended()).isFalse();
      blocker.release().open();
      assertThat(first.answer()).isEqualTo(1);
      assertThat(second.answer()).isEqualTo(1);
      assertThat(store.history().head(FAILS)).isZero();
      assertThat(store.history().append(FAILS, 0, event("one")).last()).isEqualTo(1);
    }
  }

  /** Who has the writer, until it is let go. */
  private record Blocker(Gate release, Crowd.Call<Appended> call) {}

  private static Blocker block(Store store, Crowd crowd) {
    Gate held = new Gate();
    Gate release = new Gate();
    Crowd.Call<Appended> call =
        crowd.call(
            () ->
                store.transact(
                    tx -> {
                      held.open();
                      release.pass();
                      return tx.history().append(WorkflowId.of("first"), 0, event("first"));
                    }));
    held.pass();
    return new Blocker(release, call);
  }
}
