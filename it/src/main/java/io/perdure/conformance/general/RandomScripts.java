package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Backend;
import io.perdure.conformance.kit.Backends;
import io.perdure.conformance.kit.Closing;
import io.perdure.conformance.kit.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random scripts, run on a model and on a database of every backend that is selected. */
public abstract class RandomScripts {
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
    List<Database> opened = List.copyOf(DATABASES);
    DATABASES.clear(); // The next suite of this process must not find what cannot be closed.
    Closing.all(opened);
  }

  /** The databases, open until the suite has ended. */
  protected static List<Database> databases() {
    return DATABASES;
  }

  /** A namespace that no script had before. */
  protected static String namespace() {
    return "try-" + namespaces++;
  }

  /**
   * Runs the script step by step everywhere, and checks that each step comes out as on the model.
   *
   * @param opened runs steps on a database
   */
  protected static <S> void alike(
      List<S> script, Function<S, ?> model, Function<Database, Function<S, ?>> opened) {
    List<Function<S, ?>> stores = new ArrayList<>();
    DATABASES.forEach(database -> stores.add(opened.apply(database)));
    for (S step : script) {
      Object expected = model.apply(step);
      for (int i = 0; i < stores.size(); i++) {
        Object found = stores.get(i).apply(step);
        assertThat(found)
            .as("%s on %s", step, DATABASES.get(i).backend().title())
            .isEqualTo(expected);
      }
    }
  }
}
