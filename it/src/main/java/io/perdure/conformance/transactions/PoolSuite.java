package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.PostgresOptions;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for a writer on SQLite waits for a connection of the pool on Postgres. */
@EveryBackend
@Needs(Capability.SERVER)
@DisplayName("A caller that waits for a connection of the pool")
public abstract class PoolSuite {
  private static final int CONNECTIONS = 2;
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @Clause({"X9", "X2", "X8"})
  @DisplayName("is interrupted at once, or gives up at its bound; else it gets the next, in order")
  void full(Database database) {
    OpenOptions<?> door = database.door().migrateOnOpen();
    try (Perdure perdure = ((PostgresOptions) door).poolSize(CONNECTIONS).open();
        Crowd crowd = new Crowd()) {
      Store store = perdure.namespace("shop");
      Gate held = new Gate(CONNECTIONS);
      Gate release = new Gate();
      for (int i = 0; i < CONNECTIONS; i++) {
        crowd.call(
            () ->
                store.transact(
                    tx -> {
                      held.open();
                      release.pass();
                      return true;
                    }));
      }
      held.pass();
      AtomicBoolean ran = new AtomicBoolean();
      AtomicBoolean flag = new AtomicBoolean();
      Crowd.Call<Boolean> interrupted =
          crowd.call(
              () -> {
                try {
                  return store.transact(tx -> ran.getAndSet(true));
                } finally {
                  flag.set(Thread.currentThread().isInterrupted());
                }
              });
      interrupted.untilItWaits();
      Crowd.Call<Long> waits = crowd.call(() -> store.history().append(A, 0, event("one")).last());
      waits.untilItWaits();

      interrupted.interrupt();
      assertThat(interrupted.failure()).isInstanceOf(StoreInterruptedException.class);
      assertThat(flag).isTrue();
      Crowd.Call<Boolean> bounded =
          crowd.call(
              () ->
                  store.transact(
                      TransactionOptions.defaults().retryFor(Duration.ofMillis(100)),
                      tx -> ran.getAndSet(true)));
      assertThat(bounded.failure()).isInstanceOf(StoreBusyException.class);
      assertThat(waits.ended()).isFalse();

      release.open();
      assertThat(waits.answer()).isEqualTo(1);
      assertThat(ran).isFalse();
    }
  }
}
