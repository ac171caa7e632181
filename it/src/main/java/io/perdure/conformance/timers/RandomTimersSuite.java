package io.perdure.conformance.timers;

import io.perdure.conformance.general.RandomScripts;
import io.perdure.conformance.kit.Clause;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random scripts on timers while the clock moves, run step by step on the model and on every
 * backend; what comes of each step must be the same everywhere.
 */
@Clause({"G1", "G5", "G6", "G8", "T1", "T2", "T3", "T4", "T5"})
@Label("Random operations on timers")
public abstract class RandomTimersSuite extends RandomScripts {
  private static final int SCRIPTS = 120;

  @Provide
  Arbitrary<List<TimerStep>> scripts() {
    return Combinators.combine(
            Arbitraries.of(TimerStep.Kind.class),
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 3))
        .as(TimerStep::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  @Property(tries = SCRIPTS, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  @Label("come out alike on the model and on every backend")
  void alike(@ForAll("scripts") List<TimerStep> script) {
    String namespace = namespace();
    alike(script, new ModelTimers()::run, database -> new StoredTimers(database, namespace)::run);
  }
}
