package io.perdure.conformance.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Dump;
import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Backends;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.store.Store;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random scripts, run step by step on the model and on every backend; what comes of each step must
 * be the same everywhere. A script that fails is made shorter until every line is needed.
 */
@Clause({"G1", "G4", "G5", "H1", "H2", "H6", "H8", "H10", "H11", "H12", "H13", "H15", "X1"})
@Label("Random operations")
public abstract class RandomOperationsSuite {
  private static final int SCRIPTS = 150;
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
  Arbitrary<List<Step>> scripts() {
    return Scripts.scripts();
  }

  @Property(tries = SCRIPTS, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  @Label("come out alike on the model and on every backend")
  void alike(@ForAll("scripts") List<Step> script) {
    String namespace = "try-" + namespaces++;
    ModelHistory model = new ModelHistory();
    for (Step step : script) {
      Object expected = Script.on(model, step);
      for (Database database : DATABASES) {
        assertThat(Script.on(store(database, namespace), step))
            .as("%s on %s", step, database.backend().title())
            .isEqualTo(expected);
      }
    }
    Dump expected = Dump.of(model);
    for (Database database : DATABASES) {
      assertThat(Dump.of(store(database, namespace).history()))
          .as("all that is stored in the end on %s", database.backend().title())
          .isEqualTo(expected);
    }
  }

  private static Store store(Database database, String namespace) {
    return database.perdure().namespace(namespace);
  }
}
