package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @Test
  @DisplayName("A report is read while it is written, ends once, and says what it was made from")
  void runs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report.run(folder.resolve("new.db"), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains(
            "so far: \"a draft\"",
            "done: \"the report\"",
            "refused, the first one stays: true",
            "researcher: ARTIFACT",
            "made from what the writer said",
            "made from what the researcher said");
  }
}
