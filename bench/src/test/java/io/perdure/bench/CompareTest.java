package io.perdure.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.bench.compare.Explain;
import io.perdure.bench.compare.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayName("A comparison")
class CompareTest {
  private static final String FAILURE = "nobody reads this any more";

  @TempDir private Path folder;

  @Test
  @DisplayName("that fails on its way reports what was measured until then")
  void fails() throws IOException {
    Where where = new Where();
    new CommandLine(where).parseArgs("--only", "SQLITE", "--folder", folder.toString());
    Pattern rows = Pattern.compile("schedule 1 timer|stream");
    Path report = folder.resolve("report");
    Compare comparison =
        new Compare(failingAt("stream"), where, Profile.SMALLEST, rows, 1, Explain.ALL, report);
    assertThatThrownBy(comparison::run).hasMessage(FAILURE);
    assertThat(Files.readString(report.resolve("report.md")))
        .contains("### schedule 1 timer", "#### Where the time goes")
        .contains("Ended before all was measured: java.lang.IllegalStateException: " + FAILURE)
        .doesNotContain("### stream");
    assertThat(report.resolve("report.json")).isNotEmptyFile();
  }

  private static PrintStream failingAt(String word) {
    return new PrintStream(OutputStream.nullOutputStream()) {
      @Override
      public PrintStream printf(String format, Object... arguments) {
        if (Arrays.toString(arguments).contains(word)) {
          throw new IllegalStateException(FAILURE);
        }
        return super.printf(format, arguments);
      }
    };
  }
}
