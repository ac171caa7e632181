package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneTransactionTest {
  @Test
  @DisplayName("The example runs: the order is charged, and no timer is left")
  void runs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OneTransaction.run(
        folder.resolve("shop.db"), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("head=2", "status=COMPLETED")
        .endsWith("next timer: Optional.empty" + System.lineSeparator());
  }
}
