package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G8")
@DisplayName("The store's clock")
public abstract class ClockSuite {
  private static final Duration SLACK = Duration.ofMinutes(5);

  @Test
  @DisplayName("is what a transaction reads, and moves with the store's, not with this machine's")
  void moves(Database database) {
    Store store = database.store();
    Instant before = store.transact(Transaction::now);

    database.advance(Duration.ofDays(10));
    Instant after = store.transact(Transaction::now);
    database.advance(Duration.ofDays(-40));
    Instant back = store.transact(Transaction::now);

    assertThat(Duration.between(before, after))
        .isBetween(Duration.ofDays(10), Duration.ofDays(10).plus(SLACK));
    assertThat(Duration.between(after, back))
        .isBetween(Duration.ofDays(-40), Duration.ofDays(-40).plus(SLACK));
  }

  @Test
  @DisplayName("is read at each call, also within one transaction")
  void readAtEachCall(Database database) {
    Duration between =
        database
            .store()
            .transact(
                tx -> {
                  Instant before = tx.now();
                  database.advance(Duration.ofHours(1));
                  return Duration.between(before, tx.now());
                });

    assertThat(between).isBetween(Duration.ofHours(1), Duration.ofHours(1).plus(SLACK));
  }

  @Test
  @DisplayName("does not go back while a transaction reads it twice")
  void monotone(Store store) {
    boolean back =
        store.transact(
            tx -> {
              Instant last = tx.now();
              for (int i = 0; i < 100; i++) {
                Instant now = tx.now();
                if (now.isBefore(last)) {
                  return true;
                }
                last = now;
              }
              return false;
            });

    assertThat(back).isFalse();
  }

  @Test
  @DisplayName("is read after a lock was granted, not when waiting for it began")
  void readAfterTheLock(Database database) throws Exception {
    Store store = database.store();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    Duration jump = Duration.ofDays(1);
    try (Race race = new Race()) {
      Future<Instant> holder =
          race.begin(
              () ->
                  store.transact(
                      tx -> {
                        tx.lock("shared");
                        held.countDown();
                        await(asked);
                        Instant moved = tx.now().plus(jump);
                        database.advance(jump);
                        return moved;
                      }));
      Future<Instant> waiter =
          race.begin(
              () -> {
                await(held);
                asked.countDown();
                return store.transact(
                    tx -> {
                      tx.lock("shared");
                      return tx.now();
                    });
              });

      Instant moved = Race.outcome(holder).answer().orElseThrow();
      assertThat(Race.outcome(waiter).answer().orElseThrow()).isAfterOrEqualTo(moved);
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the other thread did not come");
    }
  }
}
