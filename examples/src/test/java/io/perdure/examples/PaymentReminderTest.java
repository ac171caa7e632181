package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentReminderTest {
  @Test
  @DisplayName("The example of timers runs and prints what it says")
  void runs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PaymentReminder.run(folder.resolve("shop.db"), out);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "reminded of order-1043", "left order-1043 to another", "[Placed, Reminded]");
  }
}
