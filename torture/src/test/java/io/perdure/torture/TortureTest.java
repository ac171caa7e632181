package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TortureTest {
  @TempDir private Path folder = Path.of("");

  @Test
  @DisplayName("A few seconds of faults on SQLite violate nothing, and can be verified again")
  void sqlite() {
    proved("sqlite", "kill-worker,kill-all,kill-at-statement,process-crash,interrupts,clock");
  }

  @Test
  @DisplayName("A few seconds of faults on Postgres violate nothing, and can be verified again")
  void postgres() {
    proved("postgres", "kill-worker,kill-postmaster,cut-after-commit,cut-all,kill-at-statement");
  }

  private void proved(String backend, String faults) {
    String kept = folder.resolve("run").toString();
    Answer answer =
        run(
            "--backend",
            backend,
            "--rounds",
            "1",
            "--seed",
            "7",
            "--workers",
            "2",
            "--faults",
            faults,
            "--folder",
            kept);
    assertThat(answer.told()).contains("violations: 0");
    for (String fault : faults.split(",", -1)) {
      assertThat(answer.told()).contains(fault);
    }
    assertThat(answer.exitCode()).isZero();
    assertThat(run("--verify", kept).told()).contains("--seed 7").contains("violations: 0");
  }

  private static Answer run(String... arguments) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    int exitCode = Torture.run(out, out, arguments);
    return new Answer(exitCode, told.toString(StandardCharsets.UTF_8));
  }

  private record Answer(int exitCode, String told) {}
}
