package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTurnTest {
  @Test
  @DisplayName("An agent takes each turn once, however often it is asked")
  void runs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AgentTurn.run(folder.resolve("new.db"), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("turn 1 was taken", "turn 1 was there already", "turn 2 was taken", "knows: 2");
  }
}
