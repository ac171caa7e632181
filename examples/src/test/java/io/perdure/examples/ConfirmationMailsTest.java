package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConfirmationMailsTest {
  @Test
  @DisplayName("The example of tasks runs and prints what it says")
  void runs() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ConfirmationMails.run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "order accepted",
            "attempt 1 at the confirmation",
            "attempt 2 at the confirmation",
            "the history has 2 events");
  }
}
