package io.perdure.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightlyBillingTest {
  @Test
  @DisplayName("The example of leases runs and prints what it says")
  void runs(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    NightlyBilling.run(folder.resolve("shop.db"), out);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "held by node-1 with fence 1",
            "node-1 is told: true, LOST",
            "node-1 is refused: fence 1, found 2",
            "2 bills, Free[resource=billing, fence=2]");
  }
}
