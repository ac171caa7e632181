package io.perdure.conformance.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Backends;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import java.util.ArrayList;
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
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random scripts on tasks while the clock moves, run step by step on the model and on every
 * backend; what comes of each step must be the same everywhere.
 */
@Clause({"G1", "G5", "G6", "G8", "K1", "K2", "K3", "K4", "K5", "K6", "K7", "K8", "K9"})
@Label("Random operations on tasks")
public abstract class RandomTasksSuite {
  private static final int SCRIPTS = 120;
  private static final List<Database> DATABASES = new ArrayList<>();
  private static int namespaces;

  @BeforeContainer
  static void openAll() throws Exception {
    for (Backend backend : Backends.selected()) {
      DATABASES.add(Database.on(backend));
    }
  }

  @AfterContainer
  static void closeAll() throws Exception {
    for (Database database : DATABASES) {
      database.close();
    }
    DATABASES.clear();
  }

  @Provide
  Arbitrary<List<TaskStep>> scripts() {
    return Combinators.combine(
            Arbitraries.of(TaskStep.Kind.class),
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 3))
        .as(TaskStep::new)
        .list()
        .ofMinSize(10)
        .ofMaxSize(60);
  }

  @Property(tries = SCRIPTS, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  @Label("come out alike on the model and on every backend")
  void alike(@ForAll("scripts") List<TaskStep> script) {
    String namespace = "try-" + namespaces++;
    ModelTasks model = new ModelTasks();
    List<StoredTasks> stores =
        DATABASES.stream().map(database -> new StoredTasks(database, namespace)).toList();
    for (TaskStep step : script) {
      String expected = model.run(step);
      for (int i = 0; i < stores.size(); i++) {
        assertThat(stores.get(i).run(step))
            .as("%s on %s", step, DATABASES.get(i).backend().title())
            .isEqualTo(expected);
      }
    }
  }
}
