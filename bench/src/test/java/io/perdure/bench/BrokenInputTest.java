package io.perdure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.perdure.conformance.kit.CommandAnswer;
import io.perdure.conformance.kit.ForeignFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The bench, given what makes no sense or is not there,")
class BrokenInputTest {
  private static final String COMPARE = "--profile smallest --only sqlite --rows schedule ";
  private static final String GONE = "--postgres jdbc:postgresql://127.0.0.1:1/none";

  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> commands() {
    return Stream.of(
        arguments("", "say what to measure"),
        arguments("--invented", "Unknown option"),
        arguments("more", "Unmatched argument"),
        arguments("--profile nope", "expected one of"),
        arguments("--profile smallest --rows ( --out HERE/report", "regular expression"),
        arguments(
            "--profile smallest --only sqlite --rows unheard-of --out HERE/report",
            "is found in the name of no row: [append 1 event"),
        arguments(COMPARE + "--strictness NaN --out HERE/report", "--strictness is 0 to"),
        arguments(COMPARE + "--strictness -1 --out HERE/report", "--strictness is 0 to"),
        arguments(COMPARE + "--strictness Infinity --out HERE/report", "--strictness is 0 to"),
        arguments(COMPARE + "--out FILE", "cannot be written to"),
        arguments(COMPARE + "--out FILE/inside", "cannot be written to"),
        arguments(COMPARE + "--out /proc/none", "cannot be written to /proc/none"),
        arguments(COMPARE + "--out HERE/report --folder FILE", "is no folder"),
        arguments(COMPARE + "--out HERE/report --folder HERE/absent", "is no folder"),
        arguments(COMPARE + "--out HERE/report " + GONE, "for nothing with --only sqlite"),
        arguments("--profile smallest --only oracle", "expected one of"),
        arguments("--profile smallest --out HERE/report " + GONE, "127.0.0.1:1 refused"),
        arguments("--profile smallest --out HERE/report --postgres nonsense", "name a database"),
        arguments(
            "growth --only postgres --postgres jdbc:postgresql://[::bad/none", "Unable to parse"),
        arguments("growth " + GONE, "127.0.0.1:1 refused"),
        arguments("growth --only sqlite --folder /proc", "no file can be made in /proc"),
        arguments("growth --only sqlite --folder HERE/absent", "is no folder"),
        arguments("growth --scale NaN", "--scale is"),
        arguments("growth --scale 0.0000001", "--scale is"),
        arguments("growth --scale 101", "--scale is"),
        arguments("growth --rounds 0", "--rounds is 1 to 10000"),
        arguments("growth --rounds 99999999999", "not an int"),
        arguments("growth --bar NaN", "--bar above 0"),
        arguments("growth --bar Infinity", "--bar above 0"),
        arguments("growth --bar -1", "--bar above 0"),
        arguments("growth --invented", "Unknown option"),
        arguments("bloat --claims 0", "--claims is 1 to"),
        arguments("bloat --claims 1e3", "not an int"),
        arguments("bloat " + GONE, "127.0.0.1:1 refused"));
  }

  @ParameterizedTest(name = "./perdure bench {0}")
  @MethodSource("commands")
  @DisplayName("says so in one line before anything is measured, and leaves nothing:")
  void commands(String command, String message) throws IOException {
    ForeignFile foreign = ForeignFile.in(folder);
    CommandAnswer answer = CommandAnswer.of(Bench::run, foreign.words(command));
    answer.assertRefused("perdure bench", message);
    assertThat(answer.out()).doesNotContain("|", "report");
    foreign.assertUntouched();
  }
}
