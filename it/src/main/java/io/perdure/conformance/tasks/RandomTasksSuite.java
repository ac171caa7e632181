package io.perdure.conformance.tasks;

import io.perdure.conformance.general.RandomScripts;
import io.perdure.conformance.kit.Clause;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Random scripts on tasks while the clock moves, run step by step on the model and on every
 * backend; what comes of each step must be the same everywhere.
 */
@Clause({"G1", "G5", "G6", "G8", "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"})
@Label("Random operations on tasks")
public abstract class RandomTasksSuite extends RandomScripts {
  private static final int SCRIPTS = 120;

  @Provide
  Arbitrary<List<TaskStep>> scripts() {
    return Combinators.combine(
            Arbitraries.frequency(
                Stream.of(TaskStep.Kind.values())
                    .map(kind -> Tuple.of(weight(kind), kind))
                    .toList()),
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 3))
        .as(TaskStep::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(60);
  }

  /** Claims that expire, are taken by others and settled late: most that can go wrong is there. */
  private static int weight(TaskStep.Kind kind) {
    return switch (kind) {
      case ENQUEUE, CLAIM, CLOCK -> 6;
      case HEARTBEAT, COMPLETE, RETRY, FAIL, ABANDON -> 3;
      default -> 1;
    };
  }

  @Property(tries = SCRIPTS, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  @Label("come out alike on the model and on every backend")
  void alike(@ForAll("scripts") List<TaskStep> script) {
    String namespace = namespace();
    alike(script, new ModelTasks()::run, database -> new StoredTasks(database, namespace)::run);
  }
}
