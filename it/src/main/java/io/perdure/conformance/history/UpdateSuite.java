package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.general.Dump;
import io.perdure.conformance.general.Race;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.StoreBusyException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Decision;
import io.perdure.store.history.Event;
import io.perdure.store.history.InvalidLifecycleException;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("H15")
@DisplayName("An update")
public abstract class UpdateSuite {
  private static final WorkflowId COUNTER = workflow("counter");
  private static final int THREADS = 8;
  private static final int EACH = 25;

  @Test
  @DisplayName("lets the caller decide on the whole history, appends, and answers the decision")
  void decides(Store store) {
    store.history().append(COUNTER, 0, event("a"), event("b"));
    List<Event> before = store.history().read(COUNTER);
    List<List<Event>> seen = new ArrayList<>();

    String answer =
        store
            .history()
            .update(
                COUNTER,
                history -> {
                  seen.add(history);
                  return Decision.of("answer", event("c"), event("d"));
                });

    assertThat(answer).isEqualTo("answer");
    assertThat(seen).containsExactly(before);
    assertThat(store.history().read(COUNTER))
        .extracting(Event::type)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  @Clause("H5")
  @DisplayName("of an unknown workflow decides on no events, and creates it")
  void createsHistory(Store store) {
    int found =
        store
            .history()
            .update(COUNTER, history -> Decision.of(history.size(), marked(Mark.started("t"))));

    assertThat(found).isZero();
    assertThat(store.history().head(COUNTER)).isEqualTo(1);
    assertThat(store.history().runs(COUNTER)).hasSize(1);
  }

  @Test
  @DisplayName("that decides on no events writes nothing, and answers")
  void nothingDecided(Store store) {
    store.history().append(COUNTER, 0, event("a"));
    Dump before = Dump.of(store.history());

    String answer = store.history().update(COUNTER, history -> Decision.of("as it was"));

    assertThat(answer).isEqualTo("as it was");
    assertThat(Dump.of(store.history())).isEqualTo(before);
    assertThat(
            store
                .history()
                .<String, RuntimeException>update(workflow("unknown"), h -> Decision.of("none")))
        .isEqualTo("none");
    assertThat(store.history().find(workflow("unknown"))).isEmpty();
  }

  @Test
  @Clause("H4")
  @DisplayName("by many threads at once loses no decision: counters reach exactly the sum")
  void contended(Store store) throws Exception {
    try (Race race = new Race()) {
      List<Callable<Long>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        racers.add(
            () -> {
              long last = 0;
              for (int n = 0; n < EACH; n++) {
                last = increment(store);
              }
              return last;
            });
      }

      assertThat(race.run(racers)).allSatisfy(outcome -> assertThat(outcome.error()).isEmpty());
    }

    List<Event> history = store.history().read(COUNTER);
    assertThat(history).hasSize(THREADS * EACH);
    for (int i = 0; i < history.size(); i++) {
      assertThat(count(history.get(i))).isEqualTo(i + 1);
    }
  }

  @Test
  @Clause("G4")
  @DisplayName("throws what the decider throws, and has written nothing")
  void decidersException(Store store) {
    store.history().append(COUNTER, 0, event("a"));
    Dump before = Dump.of(store.history());
    AtomicInteger calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                store
                    .history()
                    .update(
                        COUNTER,
                        history -> {
                          calls.incrementAndGet();
                          throw new IOException("no decision");
                        }))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no decision");

    assertThat(calls).hasValue(1);
    assertThat(Dump.of(store.history())).isEqualTo(before);
  }

  @Test
  @Clause({"H11", "G4"})
  @DisplayName("whose mark is refused is not decided again, and has written nothing")
  void refusedMark(Store store) {
    store.history().append(COUNTER, 0, event("a"));
    Dump before = Dump.of(store.history());
    AtomicInteger calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                store
                    .history()
                    .update(
                        COUNTER,
                        history -> {
                          calls.incrementAndGet();
                          return Decision.of("x", event("b"), marked(Mark.completed()));
                        }))
        .isInstanceOf(InvalidLifecycleException.class);

    assertThat(calls).hasValue(1);
    assertThat(Dump.of(store.history())).isEqualTo(before);
  }

  @Test
  @DisplayName("begins again with what another appended between its reading and its appending")
  void beginsAgain(Store store) throws Exception {
    store.history().append(COUNTER, 0, event("a"));
    List<Integer> seen = new ArrayList<>();
    try (Race race = new Race()) {
      int answer =
          store
              .history()
              .update(
                  COUNTER,
                  history -> {
                    seen.add(history.size());
                    if (seen.size() <= 3) {
                      appendElsewhere(race, store, history.size());
                    }
                    return Decision.of(history.size(), event("decided"));
                  });
      assertThat(answer).isEqualTo(4);
    }

    assertThat(seen).containsExactly(1, 2, 3, 4);
    assertThat(store.history().read(COUNTER))
        .extracting(Event::type)
        .containsExactly("a", "other", "other", "other", "decided");
  }

  @Test
  @Clause("X2")
  @DisplayName("that always loses ends busy, within the time allowed, and can be tried again")
  void bounded(Database database) throws Exception {
    try (Perdure perdure = database.door().migrateOnOpen().retryFor(Duration.ofMillis(300)).open();
        Race race = new Race()) {
      Store store = perdure.namespace("shop");
      long began = System.nanoTime();

      assertThatThrownBy(
              () ->
                  store
                      .history()
                      .update(
                          COUNTER,
                          history -> {
                            appendElsewhere(race, store, history.size());
                            return Decision.of("never", event("decided"));
                          }))
          .isInstanceOfSatisfying(
              StoreBusyException.class, busy -> assertThat(busy.retryable()).isTrue());

      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isBetween(250L, 15_000L);
      assertThat(store.history().read(COUNTER)).extracting(Event::type).containsOnly("other");
    }
  }

  @Test
  @Clause("X1")
  @DisplayName("inside a transaction commits and rolls back with it")
  void insideATransaction(Store store) {
    assertThatThrownBy(
            () ->
                store.transact(
                    tx -> {
                      tx.history().update(COUNTER, h -> Decision.of(1, event("rolled back")));
                      throw new IllegalStateException("body");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.history().head(COUNTER)).isZero();

    int seen =
        store.transact(
            tx -> {
              tx.history().append(COUNTER, 0, event("a"));
              return tx.history().update(COUNTER, h -> Decision.of(h.size(), event("b")));
            });

    assertThat(seen).isEqualTo(1);
    assertThat(store.history().head(COUNTER)).isEqualTo(2);
  }

  private static void appendElsewhere(Race race, Store store, long head) throws Exception {
    race.begin(() -> store.history().append(COUNTER, head, event("other")))
        .get(30, TimeUnit.SECONDS);
  }

  private static long increment(Store store) {
    return store
        .history()
        .update(
            COUNTER,
            history -> {
              long count = history.isEmpty() ? 0 : count(history.get(history.size() - 1));
              return Decision.of(count + 1, counted(count + 1));
            });
  }

  private static NewEvent counted(long count) {
    return NewEvent.of("counted", new Payload(Bytes.utf8(Long.toString(count)), "text/plain"), AT);
  }

  private static long count(Event event) {
    return Long.parseLong(event.payload().bytes().toUtf8());
  }
}
