package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.perdure.Perdure;
import io.perdure.store.PageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A broken export among those to be imported")
class BrokenHistoryTest {
  private static final String BEGUN =
      "{\"events\":[{\"eventId\":\"1\",\"eventTime\":\"2020-07-30T00:30:03Z\","
          + "\"eventType\":\"WorkflowExecutionStarted\","
          + "\"workflowExecutionStartedEventAttributes\":{\"workflowType\":{\"name\":\"t\"}}";

  /** An export that can be imported. */
  static final String WHOLE = BEGUN + "}]}";

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> histories() {
    return Stream.of(
        arguments("empty", utf8("")),
        arguments("a mark of the byte order alone", utf8("\ufeff")),
        arguments("cut off", utf8(BEGUN)),
        arguments("nested too deep", utf8(BEGUN + ",\"x\":" + "[".repeat(100_000))),
        arguments("objects nested too deep", utf8("{\"a\":".repeat(100_000))),
        arguments(
            "a number of a million digits",
            utf8(BEGUN + ",\"eventId\":" + "9".repeat(1_000_000) + "}]}")),
        arguments("an exponent that is too large", utf8(BEGUN + "},{\"eventId\":1e999999999}]}")),
        arguments("not UTF-8", (BEGUN + "\u00e9\"}]}").getBytes(StandardCharsets.ISO_8859_1)),
        arguments("UTF-16", WHOLE.getBytes(StandardCharsets.UTF_16)),
        arguments("an unpaired surrogate", utf8(BEGUN.replace("\"t\"", "\"\\ud83d\"") + "}]}")),
        arguments("a zero", utf8(BEGUN.replace("\"t\"", "\"\\u0000\"") + "}]}")),
        arguments("a key twice", utf8(BEGUN + ",\"eventId\":\"1\"}]}")),
        arguments("random bytes", random()),
        arguments("zeros", new byte[10_000]),
        arguments("an array", utf8("[]")),
        arguments("events that are none", utf8("{\"events\":[1,null,\"\",[]]}")));
  }

  private static byte[] random() {
    byte[] random = new byte[10_000];
    new Random(2).nextBytes(random);
    return random;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("histories")
  @DisplayName("is refused and named, and the others are imported:")
  void brokenHistories(String what, byte[] bytes) throws IOException {
    Path store = folder.resolve("import.db");
    Path broken = Files.write(folder.resolve("broken.json"), bytes);
    Path whole = Files.writeString(folder.resolve("history.json"), WHOLE);
    Cli.Answer answer =
        new Cli(Map.of("PERDURE_SQLITE", store.toString()))
            .run("import-temporal", whole.toString(), broken.toString(), "--migrate");
    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(1);
    assertThat(answer.err())
        .hasLineCount(2)
        .startsWith("perdure: " + broken + ": ")
        .doesNotContain("Exception", "\tat ");
    assertThat(answer.out()).hasLineCount(1).startsWith("imported\thistory\t1\t");
    try (Perdure perdure = Perdure.sqlite(store).open()) {
      assertThat(perdure.namespace("default").history().ids(PageRequest.first(9)).entries())
          .extracting(Object::toString)
          .containsExactly("history");
    }
  }
}
