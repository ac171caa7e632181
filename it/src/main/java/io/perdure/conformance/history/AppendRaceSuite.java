package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.marked;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.IdempotencyConflictException;
import io.perdure.store.Key;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Event;
import io.perdure.store.history.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause({"H4", "H2"})
@DisplayName("Of concurrent appends at the same head")
public abstract class AppendRaceSuite {
  private static final WorkflowId ORDER = workflow("order");
  private static final int THREADS = 8;
  private static final int ROUNDS = 40;

  @Test
  @DisplayName("by many threads one wins, and every other is told the new head")
  void threads(Store store) throws Exception {
    contest(List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @DisplayName("through two handles one wins, and every other is told the new head")
  void handles(Database database) throws Exception {
    contest(List.of(database.store(), database.second().namespace("shop")));
  }

  @Test
  @Clause("G7")
  @DisplayName("that close the workflow differently one wins, and the status is the winner's")
  void differentEnds(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        WorkflowId id = workflow("order-" + round);
        store.history().append(id, 0, marked(Mark.started("t")));
        List<Callable<String>> racers = new ArrayList<>();
        for (Mark end : List.of(Mark.completed(), Mark.failed("x"), Mark.cancelled())) {
          racers.add(
              () -> {
                store.history().append(id, 1, marked(end));
                return end.kind().name();
              });
        }

        String winner = theOneWinner(race.run(racers), 1, 2);

        assertThat(store.history().find(id).orElseThrow().lifecycle().orElseThrow().status())
            .hasToString(winner);
        assertThat(store.history().head(id)).isEqualTo(2);
      }
    }
  }

  @Test
  @Clause("H3")
  @DisplayName("that create the history one wins")
  void creators(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        WorkflowId id = workflow("new-" + round);
        List<Callable<String>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          String name = "racer-" + i;
          boolean started = i % 2 == 0;
          racers.add(
              () -> {
                store
                    .history()
                    .append(id, 0, started ? event(name).mark(Mark.started("t")) : event(name));
                return name;
              });
        }

        String winner = theOneWinner(race.run(racers), 0, 1);

        assertThat(store.history().read(id)).extracting(Event::type).containsExactly(winner);
      }
    }
  }

  @Test
  @Clause({"H8", "G6"})
  @DisplayName("with the same key and content all are answered alike, and one is written")
  void sameKey(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        Append append =
            Append.to(ORDER).at(round).events(event("e" + round)).key(Key.of("k" + round));
        Appended expected = new Appended(round + 1, round + 1);
        List<Callable<Appended>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          racers.add(() -> store.history().append(append));
        }

        assertThat(race.run(racers))
            .allSatisfy(outcome -> assertThat(outcome.answer()).contains(expected));
        assertThat(store.history().head(ORDER)).isEqualTo(round + 1);
      }
    }
  }

  @Test
  @Clause("H8")
  @DisplayName("with the same key and other content one is written, the others are refused")
  void sameKeyOtherContent(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        long head = round;
        Key key = Key.of("k" + round);
        List<Callable<String>> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          String name = "racer-" + i;
          racers.add(
              () -> {
                store.history().append(Append.to(ORDER).at(head).events(event(name)).key(key));
                return name;
              });
        }
        List<Outcome<String>> outcomes = race.run(racers);

        assertThat(outcomes.stream().flatMap(o -> o.answer().stream())).hasSize(1);
        assertThat(outcomes.stream().flatMap(o -> o.error().stream()))
            .hasSize(3)
            .allSatisfy(e -> assertThat(e).isInstanceOf(IdempotencyConflictException.class));
        assertThat(store.history().head(ORDER)).isEqualTo(round + 1);
      }
    }
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("by processes and threads one wins, and every other is told the new head")
  void processes(Database database) throws Exception {
    Store store = database.store();
    int rounds = 25;
    try (Race race = new Race();
        Child one = database.child(AppendingProcess.class);
        Child two = database.child(AppendingProcess.class)) {
      assertThat(one.hear()).isEqualTo("ready");
      assertThat(two.hear()).isEqualTo("ready");
      for (int round = 0; round < rounds; round++) {
        long head = round;
        List<Callable<String>> racers =
            List.of(
                () -> AppendingProcess.append(store, head, "thread-1"),
                () -> AppendingProcess.append(store, head, "thread-2"),
                () -> {
                  one.say(head + " process-1");
                  return one.hear();
                },
                () -> {
                  two.say(head + " process-2");
                  return two.hear();
                });

        List<String> answers =
            race.run(racers).stream().map(outcome -> outcome.answer().orElseThrow()).toList();

        assertThat(answers).filteredOn(answer -> answer.startsWith("won ")).hasSize(1);
        assertThat(answers)
            .filteredOn(answer -> !answer.startsWith("won "))
            .containsOnly("conflict " + head + " " + (head + 1));
        String winner =
            answers.stream().filter(a -> a.startsWith("won ")).findFirst().orElseThrow();
        assertThat(store.history().read(AppendingProcess.CONTESTED))
            .hasSize(round + 1)
            .last()
            .extracting(Event::type)
            .isEqualTo(winner.substring("won ".length()));
      }
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
    }
  }

  private static void contest(List<Store> handles) throws InterruptedException {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        long head = 2L * round;
        List<Callable<String>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          Store handle = handles.get(i % handles.size());
          String name = "racer-" + i;
          racers.add(
              () -> {
                handle.history().append(ORDER, head, event(name), event(name));
                return name;
              });
        }

        String winner = theOneWinner(race.run(racers), head, head + 2);

        List<Event> stored = handles.get(0).history().read(ORDER);
        assertThat(stored).hasSize((int) head + 2);
        assertThat(stored.subList((int) head, (int) head + 2))
            .extracting(Event::type)
            .containsOnly(winner);
      }
    }
  }

  /** Checks that one won and that all others lost to it, and answers what the winner answered. */
  private static String theOneWinner(List<Outcome<String>> outcomes, long expected, long found) {
    List<String> winners = outcomes.stream().flatMap(o -> o.answer().stream()).toList();
    assertThat(outcomes.stream().flatMap(o -> o.error().stream()))
        .allSatisfy(
            error ->
                assertThat(error)
                    .isInstanceOfSatisfying(
                        SequenceConflictException.class,
                        conflict -> {
                          assertThat(conflict.expected()).isEqualTo(expected);
                          assertThat(conflict.found()).isEqualTo(found);
                        }));
    assertThat(winners).hasSize(1);
    return winners.get(0);
  }
}
