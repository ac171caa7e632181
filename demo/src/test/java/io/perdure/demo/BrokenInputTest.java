package io.perdure.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The demo, given what makes no sense or is not there,")
class BrokenInputTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> commands() {
    return Stream.of(
        arguments("--invented", "Unknown option"),
        arguments("more", "Unmatched argument"),
        arguments("--orders 0", "--orders is 1 to 99999"),
        arguments("--orders 100000", "--orders is 1 to 99999"),
        arguments("--orders many", "not an int"),
        arguments("--workers 0", "--workers 1 to 16"),
        arguments("--workers 17", "--workers 1 to 16"),
        arguments("--kills -1", "--kills 0 to 100"),
        arguments("--kills NaN", "not an int"),
        arguments("--orders 3 --kills 50", "too few for the kills"),
        arguments("--seed 1.5", "not a long"),
        arguments("--file FILE", "is there already; name a new file"),
        arguments("--file HERE", "is there already; name a new file"),
        arguments("--file FILE/inside", "there is no folder"),
        arguments("--file HERE/absent/new", "there is no folder"),
        arguments("--file /proc/none", "there is no store at --sqlite /proc/none"),
        arguments("--file HERE/new --stay", "--stay goes with --postgres embedded"),
        arguments("--file HERE/new --postgres embedded", "name one"),
        arguments("--postgres", "name a database"),
        arguments("--postgres nonsense", "name a database"),
        arguments("--postgres jdbc:sqlite:HERE/new", "name a database"),
        arguments("--postgres jdbc:postgresql://127.0.0.1:1/none", "127.0.0.1:1 refused"),
        arguments("--postgres jdbc:postgresql://[::bad/none", "there is no store at"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  @DisplayName("says so in one line before a worker is started, and leaves nothing:")
  void commands(String command, String message) throws IOException {
    Path here = Files.createDirectory(folder.resolve("here"));
    Path file = Files.writeString(here.resolve("file"), "mine");
    String[] arguments =
        Stream.of(command.split(" ", -1))
            .map(word -> word.replace("FILE", file.toString()).replace("HERE", here + ""))
            .toArray(String[]::new);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Demo.run(printing(out), printing(err), Map.of(), arguments);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("perdure demo: ")
        .contains(message)
        .hasLineCount(1)
        .doesNotContain("\tat ");
    assertThat(exitCode).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("started", "PROVED", "FAILED");
    try (Stream<Path> left = Files.list(here)) {
      assertThat(left).containsExactly(file);
    }
    assertThat(file).hasContent("mine");
    assertThat(Path.of("perdure-demo.db")).doesNotExist();
  }

  private static PrintStream printing(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
