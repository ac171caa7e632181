package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Runs the script of a rollout with the built jar; its transcript is {@code target/rollout.txt}.
 */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "the script reads /proc to see how far a migrator is")
class RolloutIT {
  private static final Path TRANSCRIPT = Path.of("target/rollout.txt");

  @Test
  @DisplayName("A rollout with eight starters and a killed migrator ends well on both databases")
  void transcript() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      ProcessBuilder script =
          new ProcessBuilder("bash", "../.ci/rollout", "target/perdure.jar")
              .redirectErrorStream(true)
              .redirectOutput(TRANSCRIPT.toFile());
      Map<String, String> environment = script.environment();
      environment.put("PERDURE_POSTGRES", "jdbc:postgresql://" + server.address() + "/postgres");
      environment.put("PERDURE_USER", EmbeddedPostgres.USER);
      environment.put("PERDURE_PASSWORD", server.password());
      String java = Path.of(System.getProperty("java.home"), "bin").toString();
      environment.merge("PATH", java + ":", (path, first) -> first + path);
      Process process = script.start();
      try {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      List<String> transcript = Files.readAllLines(TRANSCRIPT);
      assertThat(process.exitValue()).as(String.join("\n", transcript)).isZero();
      assertThat(transcript).contains("== A rollout on SQLite", "== A rollout on Postgres");
      assertThat(transcript)
          .filteredOn(line -> line.startsWith("starter "))
          .hasSize(16)
          .allMatch(line -> line.endsWith(": schema current [exit code 0]"));
      assertThat(transcript).filteredOn("[exit code 5]"::equals).hasSize(2);
      assertThat(transcript).noneMatch(line -> line.contains(server.password()));
    }
  }
}
