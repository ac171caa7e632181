package io.perdure.conformance.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.general.Race;
import io.perdure.conformance.general.Race.Outcome;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Key;
import io.perdure.store.Store;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.SecondFinalException;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Of concurrent appends of outputs")
public abstract class OutputRaceSuite {
  private static final int THREADS = 6;
  private static final int ROUNDS = 30;

  /** An append that was answered. */
  private record Answered(OutputId id, long began, long ended) {}

  @Test
  @Clause("O5")
  @DisplayName("what was answered before another began comes before it")
  void order(Store store) throws Exception {
    checkOrder(store, List.of(store));
  }

  @Test
  @Needs(Capability.SECOND_ENGINE)
  @Clause({"O5", "O1"})
  @DisplayName("what was answered before another began comes before it, through two handles too")
  void orderOfTwo(Database database) throws Exception {
    checkOrder(database.store(), List.of(database.store(), database.second().namespace("shop")));
  }

  @Test
  @Clause({"O7", "G7"})
  @DisplayName("that ask to be the only final one wins, and the others are told which")
  void onlyFinal(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        TaskAttempt task = TaskAttempt.of("t", round);
        List<Callable<OutputId>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          NewOutput last =
              NewOutput.of(task, "p", i % 2 == 0 ? OutputKind.SUCCEEDED : OutputKind.FAILED);
          racers.add(() -> store.outputs().append(last.onlyFinal()));
        }
        List<Outcome<OutputId>> outcomes = race.run(racers);

        List<OutputId> won =
            outcomes.stream().flatMap(outcome -> outcome.answer().stream()).toList();
        assertThat(won).hasSize(1);
        assertThat(outcomes.stream().flatMap(outcome -> outcome.error().stream()))
            .hasSize(THREADS - 1)
            .allSatisfy(
                error ->
                    assertThat(error)
                        .isInstanceOfSatisfying(
                            SecondFinalException.class,
                            second -> assertThat(second.first()).isEqualTo(won.get(0))));
      }
    }
  }

  @Test
  @Clause({"O1", "G6"})
  @DisplayName("with one key all are answered the same id, and one is written")
  void sameKey(Store store) throws Exception {
    try (Race race = new Race()) {
      for (int round = 0; round < ROUNDS; round++) {
        TaskAttempt task = TaskAttempt.of("t" + round, 0);
        NewOutput output = NewOutput.of(task, "p", OutputKind.SUCCEEDED).key(Key.of("k"));
        NewOutput asked = round % 2 == 0 ? output : output.onlyFinal();
        List<Callable<OutputId>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          racers.add(() -> store.outputs().append(asked));
        }

        List<OutputId> ids =
            race.run(racers).stream().map(outcome -> outcome.answer().orElseThrow()).toList();

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(Dump.all(9, page -> store.outputs().list(task, page)))
            .extracting(OutputEntry::id)
            .containsExactly(ids.get(0));
      }
    }
  }

  private static void checkOrder(Store store, List<Store> handles) throws Exception {
    TaskAttempt task = TaskAttempt.of("t", 0);
    List<Callable<List<Answered>>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Store handle = handles.get(i % handles.size());
      NewOutput output = NewOutput.of(task, "p" + i, OutputKind.PROGRESS);
      racers.add(() -> appendMany(handle, output));
    }
    List<Answered> all = new ArrayList<>();
    try (Race race = new Race()) {
      race.run(racers).forEach(outcome -> all.addAll(outcome.answer().orElseThrow()));
    }
    List<OutputId> inOrder =
        Dump.all(37, page -> store.outputs().list(task, page)).stream()
            .map(OutputEntry::id)
            .toList();

    assertThat(inOrder)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(all.stream().map(Answered::id).toList());
    for (Answered first : all) {
      for (Answered second : all) {
        if (first.ended() < second.began()) {
          assertThat(inOrder.indexOf(first.id())).isLessThan(inOrder.indexOf(second.id()));
        }
      }
    }
  }

  private static List<Answered> appendMany(Store store, NewOutput output) {
    List<Answered> answered = new ArrayList<>();
    for (int n = 0; n < ROUNDS; n++) {
      long began = System.nanoTime();
      OutputId id =
          n % 3 == 0
              ? store.transact(tx -> tx.outputs().append(output.note("in a transaction")))
              : store.outputs().append(output);
      answered.add(new Answered(id, began, System.nanoTime()));
    }
    return answered;
  }
}
