package io.perdure.conformance.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import io.perdure.conformance.kit.Clause;
import io.perdure.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"H14", "G12"})
@DisplayName("A component that was handed a reader")
public abstract class WriterTypeSuite {
  private static final String SNIPPET =
      """
      import io.perdure.store.*;
      import io.perdure.store.history.*;
      abstract class Snippet {
        void component(HANDED handed, WorkflowId id, Append append, NewEvent event) {
          handed.CALL;
        }
      }
      """;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "append(append)",
        "append(id, 0, event)",
        "update(id, read -> Decision.of(1, event))"
      })
  @DisplayName("cannot write: the compiler refuses, and takes the same from a writer:")
  void historyReader(String write) throws Exception {
    assertThat(errors("History", write)).isEmpty();
    assertThat(errors("HistoryReader", write)).singleElement().asString().contains("find symbol");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "history().append(append)",
        "transact(tx -> 1)",
        "transact(TransactionOptions.defaults(), tx -> 1)",
        "join(null)"
      })
  @DisplayName("of a whole store cannot write, nor begin a transaction:")
  void storeReader(String write) throws Exception {
    assertThat(errors("Store", write)).isEmpty();
    assertThat(errors("StoreReader", write)).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"history().append(append)", "lock(\"name\")", "now()", "connection()"})
  @DisplayName("by a snapshot cannot write:")
  void snapshot(String write) throws Exception {
    assertThat(errors("Transaction", write)).isEmpty();
    assertThat(errors("Snapshot", write)).isNotEmpty();
  }

  @Test
  @DisplayName("can read: what a writer reads, a reader reads")
  void readersRead() throws Exception {
    for (String read : List.of("head(id)", "read(id)", "find(id)", "runs(id)")) {
      assertThat(errors("HistoryReader", read)).as(read).isEmpty();
    }
  }

  /** What the compiler says against a method that was handed an object of the type and calls it. */
  private static List<String> errors(String handed, String call) throws Exception {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    String source = SNIPPET.replace("HANDED", handed).replace("CALL", call);
    List<String> options = List.of("-proc:none", "-cp", api());
    JavacTask task =
        (JavacTask) compiler.getTask(null, null, said, options, null, List.of(new Source(source)));
    task.analyze();
    return said.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .map(d -> d.getMessage(Locale.ROOT))
        .toList();
  }

  private static String api() throws Exception {
    return Path.of(Store.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** One source file in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Snippet.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
