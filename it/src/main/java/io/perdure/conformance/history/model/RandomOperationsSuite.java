package io.perdure.conformance.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.general.RandomScripts;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.store.Store;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random scripts, run step by step on the model and on every backend; what comes of each step must
 * be the same everywhere. A script that fails is made shorter until every line is needed.
 */
@Clause({"G1", "G4", "G5", "H1", "H2", "H6", "H8", "H10", "H11", "H12", "H13", "H15", "X1"})
@Label("Random operations")
public abstract class RandomOperationsSuite extends RandomScripts {
  private static final int SCRIPTS = 150;

  @Provide
  Arbitrary<List<Step>> scripts() {
    return Scripts.scripts();
  }

  @Property(tries = SCRIPTS, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  @Label("come out alike on the model and on every backend")
  void alike(@ForAll("scripts") List<Step> script) {
    String namespace = namespace();
    ModelHistory model = new ModelHistory();
    alike(
        script,
        step -> Script.on(model, step),
        database -> step -> Script.on(store(database, namespace), step));
    Dump expected = Dump.of(model);
    for (Database database : databases()) {
      assertThat(Dump.of(store(database, namespace).history()))
          .as("all that is stored in the end on %s", database.backend().title())
          .isEqualTo(expected);
    }
  }

  private static Store store(Database database, String namespace) {
    return database.perdure().namespace(namespace);
  }
}
