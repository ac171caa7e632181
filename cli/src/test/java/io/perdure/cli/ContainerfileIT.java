package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the Containerfile says, in a folder instead of an image. */
class ContainerfileIT {
  @TempDir private Path root = Path.of("");

  @Test
  @DisplayName(
      "What the Containerfile copies is there, and its entry point is the command line tool")
  void steps() throws Exception {
    List<String> lines =
        Files.readAllLines(Path.of("Containerfile")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(lines.stream().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactly("FROM", "COPY", "COPY", "USER", "ENTRYPOINT", "CMD");
    for (String line : lines) {
      if (line.startsWith("COPY ")) {
        String[] words = line.split(" ", -1);
        Path target = root.resolve(words[2].substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(Path.of(words[1]), target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    assertThat(lines).contains("USER 65532:65532", "CMD [\"--help\"]");
    String entry = lines.get(4).replaceAll("^ENTRYPOINT \\[\"/|\"]$", "");
    assertThat(run(entry, "--help")).contains("Usage: perdure ");
    assertThat(run(entry, "changes", "postgres")).contains("store-tables");
    String file = root.resolve("store.db").toString();
    assertThat(run(entry, "migrate", "--sqlite", file)).startsWith("schema\tcurrent\n");
  }

  private String run(String entry, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(root.resolve(entry).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .merge(
            "PATH",
            Path.of(System.getProperty("java.home"), "bin") + ":",
            (path, java) -> java + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
