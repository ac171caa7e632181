package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static io.perdure.conformance.transactions.OnceSuite.ORDER;
import static io.perdure.conformance.transactions.OnceSuite.PAY;
import static io.perdure.conformance.transactions.OnceSuite.longs;
import static io.perdure.conformance.transactions.OnceSuite.pay;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Gate;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Once;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("X3")
@DisplayName("Of many that come with the same key")
public abstract class OnceRaceSuite {
  private static final int THREADS = 8;
  private static final int ROUNDS = 25;

  /** Has every store race for one key after the other: one effect each, and one answer to all. */
  private static void race(List<Store> handles, TransactionOptions options) throws Exception {
    Store store = handles.get(0);
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        Once<Long> once = longs("race", "k" + round);
        List<Callable<Long>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Store handle = handles.get(i % handles.size());
          racers.add(
              () ->
                  handle.transact(
                      once,
                      options,
                      tx ->
                          tx.history()
                              .append(ORDER, tx.history().head(ORDER), event("raced"))
                              .last()));
        }

        long expected = round + 1L;
        assertThat(race.run(racers))
            .allSatisfy(outcome -> assertThat(outcome.answer()).contains(expected));
        assertThat(store.history().head(ORDER)).isEqualTo(expected);
      }
    }
  }

  @Test
  @Clause("G6")
  @DisplayName("one runs, and all are answered what it answered")
  void threads(Store store) throws Exception {
    race(List.of(store), TransactionOptions.defaults());
  }

  @Test
  @DisplayName("one runs, where all asked for SERIALIZABLE, too")
  void serializable(Store store) throws Exception {
    race(List.of(store), TransactionOptions.defaults().serializable());
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("one runs, through two handles, too")
  void handles(Database database) throws Exception {
    race(
        List.of(database.store(), database.second().namespace("shop")),
        TransactionOptions.defaults());
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("one runs, in several processes, too")
  void processes(Database database) throws Exception {
    Store store = database.store();
    try (Race race = new Race();
        Child one = database.child(OnceProcess.class);
        Child two = database.child(OnceProcess.class)) {
      assertThat(one.hear()).isEqualTo("ready");
      assertThat(two.hear()).isEqualTo("ready");
      for (int round = 0; round < ROUNDS; round++) {
        String key = "k" + round;
        List<Callable<String>> racers =
            List.of(
                () -> asked(one, key),
                () -> asked(two, key),
                () -> Long.toString(pay(store, longs("process", key))));
        String expected = Integer.toString(round + 1);
        assertThat(race.run(racers))
            .allSatisfy(outcome -> assertThat(outcome.answer()).contains(expected));
        assertThat(store.history().head(ORDER)).isEqualTo(round + 1);
      }
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
    }
  }

  private static String asked(Child child, String key) throws InterruptedException {
    child.say(key);
    return child.hear();
  }

  /** A body that waits at the gate before it ends, having told that it runs. */
  private static long waiting(Store store, Gate runs, Gate goOn, AtomicInteger count) {
    return store.transact(
        PAY,
        tx -> {
          count.incrementAndGet();
          long last = tx.history().append(ORDER, tx.history().head(ORDER), event("slow")).last();
          runs.open();
          goOn.pass();
          return last;
        });
  }

  @Test
  @DisplayName("those who come while the first runs wait for its end, and are answered its answer")
  void waits(Store store) {
    AtomicInteger count = new AtomicInteger();
    Gate runs = new Gate();
    Gate goOn = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> first = crowd.call(() -> waiting(store, runs, goOn, count));
      runs.pass();
      Crowd.Call<Long> second = crowd.call(() -> waiting(store, runs, goOn, count));
      assertThat(second.ends()).isFalse();
      goOn.open();

      assertThat(first.answer()).isEqualTo(1);
      assertThat(second.answer()).isEqualTo(1);
    }
    assertThat(count).hasValue(1);
  }

  @Test
  @DisplayName("the second runs if the first that it waited for was rolled back")
  void firstFails(Store store) {
    AtomicInteger count = new AtomicInteger();
    Gate runs = new Gate();
    Gate goOn = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> first =
          crowd.call(
              () ->
                  store.transact(
                      PAY,
                      tx -> {
                        tx.history().append(ORDER, 0, event("undone"));
                        runs.open();
                        goOn.pass();
                        throw new IllegalStateException("own");
                      }));
      runs.pass();
      Crowd.Call<Long> second = crowd.call(() -> waiting(store, runs, goOn, count));
      assertThat(second.ends()).isFalse();
      goOn.open();

      assertThat(first.failure()).hasMessage("own");
      assertThat(second.answer()).isEqualTo(1);
    }
    assertThat(count).hasValue(1);
    assertThat(store.history().head(ORDER)).isEqualTo(1);
  }

  @Test
  @Needs(Capability.SERVER)
  @Clause("X2")
  @DisplayName("those who wait longer than they allowed are told that it is busy, and may repeat")
  void bound(Store store) {
    Gate runs = new Gate();
    Gate goOn = new Gate();
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> first = crowd.call(() -> waiting(store, runs, goOn, new AtomicInteger()));
      runs.pass();
      Crowd.Call<Long> second =
          crowd.call(
              () ->
                  store.transact(
                      PAY,
                      TransactionOptions.defaults().retryFor(Duration.ofMillis(200)),
                      tx -> 7L));
      assertThat(second.failure()).isInstanceOf(StoreBusyException.class);
      goOn.open();
      assertThat(first.answer()).isEqualTo(1);
    }
    assertThat(pay(store, PAY)).isEqualTo(1);
  }

  @Test
  @Clause({"X2", "X7"})
  @DisplayName("those who take two keys in opposite order do not wait for each other for ever")
  void oppositeOrder(Store store) {
    Once<Long> other = longs("pay", "2");
    Gate both = new Gate(2);
    try (Crowd crowd = new Crowd()) {
      Crowd.Call<Long> one = crowd.call(() -> two(store, PAY, other, both));
      Crowd.Call<Long> two = crowd.call(() -> two(store, other, PAY, both));
      assertThat(one.answer()).isEqualTo(two.answer()).isEqualTo(3);
    }
    assertThat(store.history().head(ORDER)).isEqualTo(2);
  }

  private static long two(Store store, Once<Long> first, Once<Long> second, Gate both) {
    return store.transact(
        tx -> {
          long sum = pay(store, first);
          both.meet();
          return sum + pay(store, second);
        });
  }
}
