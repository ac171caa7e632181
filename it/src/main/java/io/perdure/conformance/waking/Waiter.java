package io.perdure.conformance.waking;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.store.Store;
import io.perdure.store.StoreListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Somebody who waits through an engine, and how often it has looked. */
final class Waiter implements AutoCloseable {
  /** So seldom that nothing is noticed by it within a test. */
  static final Duration NEVER = Duration.ofHours(10);

  static final Duration OFTEN = Duration.ofMillis(5);

  private final AtomicInteger looks = new AtomicInteger();
  private final Crowd crowd = new Crowd();
  private final Perdure perdure;

  /** Opens the database to wait on it, looking so often in any case. */
  Waiter(Database database, Duration pollEvery) {
    perdure =
        database.closing(
            database
                .door()
                .migrateOnOpen()
                .pollEvery(pollEvery)
                .listener(
                    new StoreListener() {
                      @Override
                      public void ended(Operation operation) {
                        if (operation.name().startsWith("await")) {
                          looks.incrementAndGet();
                        }
                      }
                    })
                .open());
  }

  Store store() {
    return perdure.namespace("shop");
  }

  Perdure perdure() {
    return perdure;
  }

  int looks() {
    return looks.get();
  }

  /** Begins to wait, and returns when it has looked for nothing. */
  Crowd.Call<Boolean> begin(Predicate<Store> waiting) {
    int before = looks();
    Crowd.Call<Boolean> call = crowd.call(() -> waiting.test(store()));
    Crowd.until("it has looked", () -> looks() > before);
    return call;
  }

  @Override
  public void close() {
    crowd.close();
  }
}
