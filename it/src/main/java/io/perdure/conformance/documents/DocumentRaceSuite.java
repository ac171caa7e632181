package io.perdure.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Linearization;
import io.perdure.conformance.general.Linearization.Recorded;
import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.general.Recording;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.RevisionConflictException;
import io.perdure.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Records when operations on one document began and were answered, and looks for an order of them
 * that explains every answer: its revision only grows, and each has one writer.
 */
@EveryBackend
@Clause({"D1", "D2", "D3", "G7"})
@DisplayName("Concurrent changes and reads of a document")
public abstract class DocumentRaceSuite {
  private static final String KEY = "register";
  private static final int THREADS = 6;
  private static final int LARGE = 20_000;

  private static final State NEW = new State(0, 0, "");

  /** What was asked. */
  private enum Verb {
    PUT,
    DELETE,
    FIND
  }

  /**
   * What was asked and answered.
   *
   * @param under the revision that a put or a deletion expected
   * @param done whether it was done
   * @param revision the revision that it gave or found; 0 if there was no document
   * @param text what was put or found
   */
  private record Operation(Verb verb, long under, boolean done, long revision, String text) {}

  /**
   * The document, as one thread would see it.
   *
   * @param last the last revision that was given
   * @param revision of the document; 0 if there is none
   */
  private record State(long last, long revision, String text) {}

  @Test
  @DisplayName("through one handle have an order that explains every answer")
  void oneHandle(Store store) throws Exception {
    check(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles have an order that explains every answer")
  void twoHandles(Database database) throws Exception {
    check(List.of(database.store(), database.second().namespace("shop")));
  }

  @Test
  @DisplayName("that make it: one wins, and every other is told the revision")
  void creators(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < 40; round++) {
        String key = "new-" + round;
        List<Callable<Long>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String text = text(i, "racer " + i);
          racers.add(() -> store.documents().put(key, 0, Payload.json(text)));
        }
        List<Outcome<Long>> outcomes = race.run(racers);

        assertThat(outcomes.stream().flatMap(outcome -> outcome.answer().stream()))
            .containsExactly(1L);
        assertThat(outcomes.stream().flatMap(outcome -> outcome.error().stream()))
            .hasSize(THREADS - 1)
            .allSatisfy(
                error ->
                    assertThat(error)
                        .isInstanceOfSatisfying(
                            RevisionConflictException.class,
                            conflict -> assertThat(conflict.found()).isEqualTo(1)));
      }
    }
  }

  private static void check(List<Store> handles) throws InterruptedException {
    List<List<Recorded<Operation>>> recorded = Recording.of(handles, DocumentRaceSuite::operator);
    assertThat(recorded.stream().flatMap(List::stream).map(it -> it.operation().verb()))
        .contains(Verb.values());
    assertThat(Linearization.explains(recorded, NEW, DocumentRaceSuite::after))
        .as("%s", recorded)
        .isTrue();
  }

  private static Recording.Operator<Operation> operator(Store store, int thread) {
    Random random = new Random(thread);
    AtomicLong known = new AtomicLong();
    return number -> {
      int choice = random.nextInt(10);
      String text = text(random.nextInt(3), thread + "-" + number);
      Operation operation =
          choice < 3
              ? find(store)
              : choice < 5 ? delete(store, known.get()) : put(store, known.get(), text);
      known.set(operation.revision());
      return operation;
    };
  }

  private static Operation find(Store store) {
    return store
        .documents()
        .find(KEY)
        .map(it -> new Operation(Verb.FIND, 0, true, it.revision(), it.payload().bytes().toUtf8()))
        .orElseGet(() -> new Operation(Verb.FIND, 0, true, 0, ""));
  }

  private static Operation put(Store store, long under, String text) {
    try {
      long revision = store.documents().put(KEY, under, Payload.json(text));
      return new Operation(Verb.PUT, under, true, revision, text);
    } catch (RevisionConflictException conflict) {
      return new Operation(Verb.PUT, under, false, conflict.found(), text);
    }
  }

  private static Operation delete(Store store, long under) {
    try {
      return new Operation(Verb.DELETE, under, store.documents().delete(KEY, under), 0, "");
    } catch (RevisionConflictException conflict) {
      return new Operation(Verb.DELETE, under, false, conflict.found(), "");
    }
  }

  /** What one thread would be answered, and the state behind it. */
  private static Optional<State> after(State state, Operation asked) {
    State next =
        switch (asked.verb()) {
          case FIND -> state;
          case PUT ->
              asked.under() == state.revision()
                  ? new State(state.last() + 1, state.last() + 1, asked.text())
                  : state;
          case DELETE -> asked.under() == state.revision() ? new State(state.last(), 0, "") : state;
        };
    boolean explained =
        asked.revision() == next.revision()
            && switch (asked.verb()) {
              case FIND -> asked.text().equals(state.text());
              case PUT -> asked.done() == (asked.under() == state.revision());
              case DELETE ->
                  asked.done() == (state.revision() > 0 && asked.under() == state.revision());
            };
    return explained ? Optional.of(next) : Optional.empty();
  }

  /** A text that stays in its row, or one that does not. */
  private static String text(int kind, String name) {
    return kind == 0 ? name + "x".repeat(LARGE) : name;
  }
}
