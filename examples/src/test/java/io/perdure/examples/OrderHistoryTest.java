package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderHistoryTest {
  @Test
  @DisplayName("The example runs and prints what it says")
  void runs(@TempDir Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    OrderHistory.run(folder.resolve("shop.db"), out);
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo("workflow order-1042: expected head 0, found 1");
    assertThat(lines.get(1)).startsWith("true, 3 events, ").contains("status=COMPLETED");
  }
}
