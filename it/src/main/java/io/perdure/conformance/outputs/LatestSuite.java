package io.perdure.conformance.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.NotFoundException;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.outputs.Ancestor;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.Output;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.SecondFinalException;
import io.perdure.store.outputs.TaskAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@DisplayName("Of a producer's outputs")
public abstract class LatestSuite {
  private static final TaskAttempt TASK = TaskAttempt.of("t", 0);
  private static final List<TaskAttempt> TASKS =
      List.of(TASK, TaskAttempt.of("t", 1), TaskAttempt.of("u", 0));
  private static final List<String> PRODUCERS = List.of("p", "q");
  private static final List<String> NAMES = List.of("a", "b");
  private static final List<OutputKind> KINDS = List.of(OutputKind.values());

  @Test
  @Clause({"O4", "O7", "G1"})
  @DisplayName("the newest by insertion is answered for every question, as a plain loop finds it")
  void newest(Store store) {
    Random random = new Random(7);
    List<Output> all = new ArrayList<>();
    for (int n = 0; n < 120; n++) {
      for (Latest of : questions()) {
        if (n % 20 == 0) {
          assertThat(store.outputs().latest(of).map(Output::id))
              .as("%s", of)
              .isEqualTo(expected(all, of));
        }
      }
      NewOutput output =
          NewOutput.of(
              TASKS.get(random.nextInt(TASKS.size())),
              PRODUCERS.get(random.nextInt(PRODUCERS.size())),
              KINDS.get(random.nextInt(KINDS.size())));
      int name = random.nextInt(NAMES.size() + 1);
      NewOutput named = name < NAMES.size() ? output.name(NAMES.get(name)) : output;
      all.add(store.outputs().get(store.outputs().append(named)));
    }
  }

  @Test
  @Clause({"O7", "G4"})
  @DisplayName("an only final is the only one, whichever of the two asked for it")
  void onlyFinal(Store store) {
    Outputs outputs = store.outputs();
    NewOutput done = NewOutput.of(TASK, "p", OutputKind.SUCCEEDED);
    NewOutput failed = NewOutput.of(TASK, "p", OutputKind.FAILED);

    OutputId first = outputs.append(done.onlyFinal());
    for (NewOutput second : List.of(done, failed, done.onlyFinal(), failed.onlyFinal())) {
      assertSecond(first, outputs, second);
    }
    OutputId other = outputs.append(NewOutput.of(TASKS.get(1), "p", OutputKind.FAILED));
    assertSecond(other, outputs, NewOutput.of(TASKS.get(1), "p", OutputKind.SUCCEEDED).onlyFinal());
    outputs.append(NewOutput.of(TASKS.get(1), "p", OutputKind.SUCCEEDED));
    outputs.append(NewOutput.of(TASK, "q", OutputKind.SUCCEEDED).onlyFinal());
    outputs.append(NewOutput.of(TASK, "p", OutputKind.PROGRESS));

    assertThat(outputs.latest(Latest.of("p").within(TASK)).orElseThrow().kind())
        .isEqualTo(OutputKind.PROGRESS);
  }

  @Test
  @Clause("G5")
  @DisplayName("a refused second final leaves its transaction usable")
  void refusedInsideABody(Store store) {
    NewOutput done = NewOutput.of(TASK, "p", OutputKind.SUCCEEDED).onlyFinal();
    OutputId first = store.outputs().append(done);

    OutputId next =
        store.transact(
            tx -> {
              assertThatThrownBy(() -> tx.outputs().append(done))
                  .isInstanceOf(SecondFinalException.class);
              return tx.outputs().append(NewOutput.of(TASK, "p", OutputKind.PROGRESS));
            });

    assertThat(store.outputs().find(next)).isPresent();
    assertThat(store.outputs().latest(Latest.of("p").kind(OutputKind.SUCCEEDED)))
        .hasValueSatisfying(latest -> assertThat(latest.id()).isEqualTo(first));
  }

  @Test
  @Clause("O6")
  @DisplayName("parents are kept in their order, and a missing one is refused")
  void parents(Store store) {
    Outputs outputs = store.outputs();
    List<OutputId> parents = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      parents.add(0, outputs.append(NewOutput.of(TASK, "p", OutputKind.PARTIAL)));
    }
    NewOutput child = NewOutput.of(TASK, "p", OutputKind.ARTIFACT).parents(parents);
    OutputId missing = OutputId.of("01890a5d-ac96-774b-bcce-b302099a8057");
    List<OutputId> withMissing = new ArrayList<>(parents);
    withMissing.add(5, missing);

    assertThat(outputs.get(outputs.append(child)).parents()).isEqualTo(parents);
    assertThatThrownBy(() -> outputs.append(child.parents(withMissing)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(missing.value());
  }

  @Test
  @Clause("O6")
  @DisplayName("the lineage is walked step by step, each once, at its fewest steps")
  void lineage(Store store) {
    Outputs outputs = store.outputs();
    OutputId root = made(outputs);
    OutputId left = made(outputs, root);
    OutputId right = made(outputs, root, left);
    OutputId leaf = made(outputs, right, left);

    assertThat(walk(outputs, leaf, 1)).containsExactly("1 " + right, "1 " + left);
    assertThat(walk(outputs, leaf, 2)).containsExactly("1 " + right, "1 " + left, "2 " + root);
    assertThat(walk(outputs, leaf, 1000)).isEqualTo(walk(outputs, leaf, 2));
    assertThat(outputs.lineage(root, 5)).isEmpty();
    assertThatThrownBy(() -> outputs.lineage(leaf, 0)).hasMessageContaining("depth");
    assertThatThrownBy(() -> outputs.lineage(leaf, 1001)).hasMessageContaining("depth");
  }

  @Test
  @Clause("O6")
  @DisplayName("a lineage of more than ten thousand is refused, not cut short")
  void largeLineage(Store store) {
    List<OutputId> tops =
        store.transact(
            tx -> {
              List<OutputId> above = new ArrayList<>();
              for (int i = 0; i < 11; i++) {
                List<OutputId> parents = new ArrayList<>();
                for (int j = 0; j < 930; j++) {
                  parents.add(tx.outputs().append(NewOutput.of(TASK, "p", OutputKind.PARTIAL)));
                }
                above.add(
                    tx.outputs()
                        .append(NewOutput.of(TASK, "p", OutputKind.ARTIFACT).parents(parents)));
              }
              return above;
            });
    OutputId leaf =
        store.outputs().append(NewOutput.of(TASK, "p", OutputKind.SUCCEEDED).parents(tops));

    assertThat(store.outputs().lineage(leaf, 1)).hasSize(11);
    assertThatThrownBy(() -> store.outputs().lineage(leaf, 2))
        .isInstanceOf(StoreUsageException.class)
        .hasMessageContaining("10,000");
  }

  private static OutputId made(Outputs outputs, OutputId... parents) {
    return outputs.append(NewOutput.of(TASK, "p", OutputKind.ARTIFACT).parents(parents));
  }

  private static List<String> walk(Outputs outputs, OutputId id, int depth) {
    return outputs.lineage(id, depth).stream().map(LatestSuite::step).toList();
  }

  private static String step(Ancestor ancestor) {
    return ancestor.depth() + " " + ancestor.output().id();
  }

  private static void assertSecond(OutputId first, Outputs outputs, NewOutput second) {
    assertThatThrownBy(() -> outputs.append(second))
        .isInstanceOfSatisfying(
            SecondFinalException.class, refused -> assertThat(refused.first()).isEqualTo(first));
  }

  private static List<Latest> questions() {
    List<Latest> all = new ArrayList<>();
    for (String producer : PRODUCERS) {
      List<Latest> within = new ArrayList<>(List.of(Latest.of(producer)));
      TASKS.forEach(task -> within.add(Latest.of(producer).within(task)));
      for (Latest one : within) {
        List<Latest> named = new ArrayList<>(List.of(one));
        NAMES.forEach(name -> named.add(one.name(name)));
        for (Latest two : named) {
          all.add(two);
          for (OutputKind kind : OutputKind.values()) {
            all.add(two.kind(kind));
          }
        }
      }
    }
    return all;
  }

  private static Optional<OutputId> expected(List<Output> inOrder, Latest of) {
    return inOrder.stream()
        .filter(output -> output.producer().equals(of.producer()))
        .filter(output -> of.within().map(output.of()::equals).orElse(true))
        .filter(output -> of.kind().map(output.kind()::equals).orElse(true))
        .filter(output -> of.name().isEmpty() || output.name().equals(of.name()))
        .map(Output::id)
        .reduce((first, second) -> second);
  }
}
