package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HousekeepingTest {
  @Test
  @DisplayName("The example runs and prints what it says")
  void runs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Housekeeping.run(folder, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("workflows=8", "events=16", "more=true"),
            line -> assertThat(line).isEqualTo("8 orders pruned, more: true"),
            line -> assertThat(line).isEqualTo("8 orders pruned, more: true"),
            line -> assertThat(line).isEqualTo("4 orders pruned, more: false"),
            line -> assertThat(line).contains("workflows=1", "events=2"),
            line -> assertThat(line).contains("Placed", "Waits"));
  }
}
