package io.perdure.conformance.waking;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.StoreUsageException;
import io.perdure.store.WorkflowId;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"T3", "T5", "G8"})
@DisplayName("Who waits for a timer")
public abstract class AwaitDueSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final Duration HOUR = Duration.ofHours(1);

  private static boolean await(Store store) {
    return store.awaitDue(Crowd.SOON);
  }

  @Test
  @DisplayName("does not wait if one can be claimed, and no longer than asked if none can")
  void atOnce(Store store) {
    assertThat(store.awaitDue(Duration.ofMillis(1))).isFalse();

    store.timers().schedule(ORDER, "charge", AT);
    assertThat(await(store)).isTrue();
    assertThat(await(store)).as("it claims nothing").isTrue();

    store.timers().claim(1, HOUR);
    assertThat(store.awaitDue(Duration.ofMillis(1))).isFalse();
  }

  @Test
  @DisplayName("is woken by the commit that schedules one, on its own or in a transaction")
  void commit(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Crowd.Call<Boolean> lone = waiter.begin(AwaitDueSuite::await);
      waiter.store().timers().schedule(ORDER, "charge", AT);
      assertThat(lone.answer()).isTrue();
      waiter.store().timers().cancel(ORDER, "charge");

      waiter.store().timers().schedule(ORDER, "later", HOUR);
      Crowd.Call<Boolean> earlier = waiter.begin(AwaitDueSuite::await);
      waiter.store().transact(tx -> tx.timers().schedule(ORDER, "later", AT));
      assertThat(earlier.answer()).isTrue();
    }
  }

  @Test
  @DisplayName("is not woken by what is rolled back, or is in another namespace")
  void nothing(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Crowd.Call<Boolean> waits = waiter.begin(AwaitDueSuite::await);
      // Where others are listened to, it looks once more when that has begun.
      Gate settled = new Gate();
      settled.opens();
      int looks = waiter.looks();

      assertThatThrownBy(
              () ->
                  waiter
                      .store()
                      .transact(
                          tx -> {
                            tx.timers().schedule(ORDER, "charge", AT);
                            throw new IllegalStateException("given up");
                          }))
          .hasMessage("given up");
      waiter.perdure().namespace("other").timers().schedule(ORDER, "charge", AT);
      settled.opens();
      assertThat(waiter.looks()).isEqualTo(looks);

      waiter.store().timers().schedule(ORDER, "charge", AT);
      assertThat(waits.answer()).isTrue();
    }
  }

  @Test
  @DisplayName("waits until it is due by the store's clock, or until the claim on it expires")
  void clock(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.OFTEN)) {
      waiter.store().timers().schedule(ORDER, "charge", HOUR);
      Crowd.Call<Boolean> due = waiter.begin(AwaitDueSuite::await);
      database.advance(HOUR);
      assertThat(due.answer()).isTrue();

      assertThat(waiter.store().timers().claim(1, HOUR)).hasSize(1);
      Crowd.Call<Boolean> expired = waiter.begin(AwaitDueSuite::await);
      database.advance(HOUR);
      assertThat(expired.answer()).isTrue();
    }
  }

  @Test
  @DisplayName("is woken when it becomes due, though nothing happens")
  void time(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      waiter.store().timers().schedule(ORDER, "charge", Duration.ofMillis(100));
      assertThat(await(waiter.store())).isTrue();
    }
  }

  @Test
  @Clause("X9")
  @DisplayName("is interrupted while it waits, and keeps the mark of it")
  void interrupted(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Crowd.Call<Boolean> waits =
          waiter.begin(
              store -> {
                try {
                  return await(store);
                } catch (StoreInterruptedException e) {
                  return Thread.currentThread().isInterrupted();
                }
              });
      waits.interrupt();
      assertThat(waits.answer()).isTrue();
    }
  }

  @Test
  @Clause("C5")
  @DisplayName("is told when the store is closed meanwhile")
  void closed(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Crowd.Call<Boolean> waits = waiter.begin(AwaitDueSuite::await);
      waiter.perdure().close();
      assertThat(waits.failure()).isInstanceOf(StoreClosedException.class);
    }
  }

  @Test
  @Clause({"X7", "G2"})
  @DisplayName("is refused inside a body, and for no time or too long a time")
  void refused(Store store) {
    assertThatThrownBy(() -> store.transact(tx -> await(store)))
        .isInstanceOf(StoreUsageException.class);
    assertThatThrownBy(() -> store.awaitDue(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("atMost");
    assertThatThrownBy(() -> store.awaitDue(Duration.ofDays(366)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("atMost");
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("is woken by another engine's commit")
  void otherEngine(Database database) {
    try (Waiter waiter = new Waiter(database, Waiter.NEVER)) {
      Perdure other = database.second();
      for (int i = 0; i < 5; i++) {
        Crowd.Call<Boolean> waits = waiter.begin(AwaitDueSuite::await);
        other.namespace("shop").timers().schedule(ORDER, "charge", AT);
        assertThat(waits.answer()).isTrue();
        waiter.store().timers().cancel(ORDER, "charge");
      }
    }
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("notices other handles' commits by looking, a reader as well")
  void looking(Database database) throws Exception {
    Perdure writer = database.perdure();
    PerdureReader reader = database.closing(database.door().pollEvery(Waiter.OFTEN).openReadOnly());
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Boolean> waits = crowd.call(() -> reader.namespace("shop").awaitDue(Crowd.SOON));
      writer.namespace("shop").timers().schedule(ORDER, "charge", AT);
      assertThat(waits.answer()).isTrue();
    }
  }
}
