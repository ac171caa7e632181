package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"G7", "H4"})
@DisplayName("A guard holds at the write, not only at a read before it:")
public abstract class GuardSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final int ROUNDS = 30;

  @Test
  @DisplayName("of two that read the same head and then both append, one is refused")
  void bothRead(Database database) throws Exception {
    Store store = database.store();
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        List<Callable<String>> racers = new ArrayList<>();
        for (String name : List.of("one", "two")) {
          racers.add(
              () -> {
                long head = store.history().head(ORDER);
                bothHaveRead.await(30, TimeUnit.SECONDS);
                store.history().append(ORDER, head, event(name));
                return name;
              });
        }

        assertOneRefused(race.run(racers));
        assertThat(store.history().head(ORDER)).isEqualTo(round + 1);
      }
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @Clause("X1")
  @DisplayName("of two transactions that read the same head and then both append, one is refused")
  void bothReadInTransactions(Database database) throws Exception {
    Store store = database.store();
    List<NewEvent> kinds = List.of(event("plain"), event("started").mark(Mark.started("t")));
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        WorkflowId id = workflow("order-" + round);
        NewEvent event = kinds.get(round % 2);
        if (round % 3 == 0) {
          store.history().append(id, 0, event("made before"));
        }
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        List<Callable<String>> racers = new ArrayList<>();
        for (String name : List.of("one", "two")) {
          racers.add(
              () ->
                  store.transact(
                      tx -> {
                        long head = tx.history().head(id);
                        bothHaveRead.await(30, TimeUnit.SECONDS);
                        tx.history().append(id, head, event);
                        return name;
                      }));
        }

        assertOneRefused(race.run(racers));
      }
    }
  }

  @Test
  @Needs(Capability.SERVER)
  @DisplayName("what was appended between a transaction's read and its write is a conflict")
  void appendedBetween(Database database) throws Exception {
    Store store = database.store();
    store.history().append(ORDER, 0, event("a"));
    try (Race race = new Race()) {
      Outcome<Long> outcome =
          Race.outcome(
              race.begin(
                  () ->
                      store.transact(
                          tx -> {
                            long head = tx.history().head(ORDER);
                            race.begin(() -> store.history().append(ORDER, 1, event("between")))
                                .get(30, TimeUnit.SECONDS);
                            return tx.history().append(ORDER, head, event("late")).last();
                          })));

      assertThat(outcome.error().orElseThrow()).isInstanceOf(SequenceConflictException.class);
    }
    assertThat(store.history().read(ORDER)).extracting(Event::type).containsExactly("a", "between");
  }

  @Test
  @DisplayName("a history read in a snapshot and appended to behind it is a conflict")
  void snapshotThenAppend(Store store) {
    store.history().append(ORDER, 0, event("a"));
    long seen = store.snapshot(snapshot -> snapshot.history().head(ORDER));
    store.history().append(ORDER, 1, event("between"));

    List<Append> late =
        List.of(
            Append.to(ORDER).at(seen).events(event("late")),
            Append.to(ORDER).at(seen).events(marked(Mark.started("t"))));
    for (Append append : late) {
      try {
        store.history().append(append);
        throw new AssertionError("appended at a stale head");
      } catch (SequenceConflictException e) {
        assertThat(e.found()).isEqualTo(2);
      }
    }
  }

  private static void assertOneRefused(List<Outcome<String>> outcomes) {
    assertThat(outcomes.stream().flatMap(outcome -> outcome.answer().stream())).hasSize(1);
    assertThat(outcomes.stream().flatMap(outcome -> outcome.error().stream()))
        .singleElement()
        .isInstanceOf(SequenceConflictException.class);
  }
}
