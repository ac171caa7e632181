package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Kept;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Decision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EveryBackend
@Clause("X9")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("An interrupt")
public abstract class InterruptSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("before a write began refuses it: nothing is written, and the flag stays set")
  void before(Store store) {
    AtomicInteger runs = new AtomicInteger();
    List<Runnable> writes =
        List.of(
            () -> store.history().append(A, 0, event("one")),
            () -> store.transact(tx -> runs.incrementAndGet()),
            () -> store.history().update(A, seen -> Decision.of(1, event("one"))));
    for (Runnable write : writes) {
      try {
        Thread.currentThread().interrupt();
        assertThatThrownBy(write::run)
            .isInstanceOfSatisfying(
                StoreInterruptedException.class,
                interrupted -> assertThat(interrupted.retryable()).isTrue());
      } finally {
        assertThat(Thread.interrupted()).as("the flag").isTrue();
      }
    }

    assertThat(runs).hasValue(0);
    assertThat(store.history().head(A)).isZero();
    assertThat(store.history().append(A, 0, event("after")).last()).isEqualTo(1);
  }

  @Test
  @DisplayName("while a body runs lets it finish: it commits, is answered, and the flag stays set")
  void during(Store store) {
    long last;
    try {
      last =
          store.transact(
              tx -> {
                tx.history().append(A, 0, event("one"));
                Thread.currentThread().interrupt();
                return tx.history().append(A, 1, event("two")).last();
              });
    } finally {
      assertThat(Thread.interrupted()).as("the flag").isTrue();
    }

    assertThat(last).isEqualTo(2);
    assertThat(store.history().head(A)).isEqualTo(2);
  }

  @Test
  @DisplayName("while a body runs that throws is not lost either")
  void duringFailure(Store store) {
    try {
      assertThatThrownBy(
              () ->
                  store.transact(
                      tx -> {
                        tx.history().append(A, 0, event("one"));
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("own");
                      }))
          .hasMessage("own");
    } finally {
      assertThat(Thread.interrupted()).as("the flag").isTrue();
    }
    assertThat(store.history().head(A)).isZero();
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("in the queue ends the wait at once: the body never runs, and the others go on")
  void inQueue(Store store) {
    Gate held = new Gate();
    Gate release = new Gate();
    AtomicInteger runs = new AtomicInteger();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> first = holding(store, crowd, held, release);
      List<AtomicBoolean> flags = List.of(new AtomicBoolean(), new AtomicBoolean());
      List<Crowd.Call<Long>> interrupted = new ArrayList<>();
      interrupted.add(
          crowd.call(
              () ->
                  keepingFlag(
                      flags.get(0), () -> store.transact(tx -> 0L + runs.getAndIncrement()))));
      interrupted.add(
          crowd.call(
              () ->
                  keepingFlag(
                      flags.get(1),
                      () -> store.history().append(WorkflowId.of("b"), 0, event("b")).last())));
      Crowd.Call<Long> third =
          crowd.call(() -> store.history().append(WorkflowId.of("c"), 0, event("c")).last());
      third.untilItWaits();
      for (Crowd.Call<Long> call : interrupted) {
        call.untilItWaits();
        call.interrupt();
        assertThat(call.failure()).isInstanceOf(StoreInterruptedException.class);
      }
      assertThat(flags).allMatch(AtomicBoolean::get);
      assertThat(first.ended()).isFalse();

      release.open();
      assertThat(first.answer()).isEqualTo(1);
      assertThat(third.answer()).isEqualTo(1);
    }
    assertThat(runs).hasValue(0);
    assertThat(store.history().head(WorkflowId.of("b"))).isZero();
  }

  @Test
  @Needs(Capability.EMBEDDED)
  @DisplayName("between the body and the shared commit waits for that, and the flag stays set")
  void inBatch(Database database) throws SQLException {
    Store store = database.store();
    Own own = Own.in(database);
    Gate held = new Gate();
    Gate release = new Gate();
    Kept<Thread> ran = new Kept<>();
    Gate bodyRan = new Gate();
    AtomicBoolean flag = new AtomicBoolean();
    try (Crowd crowd = new Crowd()) {
      holding(store, crowd, held, release);
      Crowd.Call<Long> interrupted =
          crowd.call(
              () ->
                  keepingFlag(
                      flag,
                      () ->
                          store.transact(
                              tx -> {
                                ran.keep(Thread.currentThread());
                                bodyRan.open();
                                return tx.history()
                                    .append(WorkflowId.of("b"), 0, event("b"))
                                    .last();
                              })));
      interrupted.untilItWaits();
      Crowd.Call<Boolean> next =
          crowd.call(
              () ->
                  store.<Boolean, SQLException>transact(
                      tx -> {
                        bodyRan.pass();
                        ran.get().interrupt();
                        boolean early = interrupted.ends() && own.events() < 2;
                        return !early;
                      }));
      next.untilItWaits();
      release.open();

      assertThat(interrupted.answer()).isEqualTo(1);
      assertThat(next.answer()).as("nobody was answered early").isTrue();
    }
    assertThat(flag).isTrue();
    assertThat(store.history().head(WorkflowId.of("b"))).isEqualTo(1);
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("while a body waits for another's lock lets it finish")
  void whileLocked(Store store) {
    Gate held = new Gate();
    Gate release = new Gate();
    Gate begun = new Gate();
    AtomicBoolean flag = new AtomicBoolean();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> first = holding(store, crowd, held, release);
      Crowd.Call<Long> second =
          crowd.call(
              () ->
                  keepingFlag(
                      flag,
                      () ->
                          store.transact(
                              tx -> {
                                begun.open();
                                tx.lock("door");
                                return tx.history().append(A, 1, event("two")).last();
                              })));
      begun.pass();
      second.interrupt();
      assertThat(second.ends()).isFalse();
      release.open();

      assertThat(first.answer()).isEqualTo(1);
      assertThat(second.answer()).isEqualTo(2);
    }
    assertThat(flag).isTrue();
  }

  private static Crowd.Call<Long> holding(Store store, Crowd crowd, Gate held, Gate release) {
    Crowd.Call<Long> call =
        crowd.call(
            () ->
                store.transact(
                    tx -> {
                      tx.lock("door");
                      held.open();
                      release.pass();
                      return tx.history().append(A, 0, event("one")).last();
                    }));
    held.pass();
    return call;
  }

  private static long keepingFlag(AtomicBoolean flag, LongSupplier call) {
    try {
      return call.getAsLong();
    } finally {
      flag.set(Thread.currentThread().isInterrupted());
    }
  }
}
