package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the built jar on a file in a folder where its user may write nothing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "permissions are another matter there")
class ReadOnlyFolderIT {
  @TempDir private Path folder = Path.of("");
  private Path jar = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void store() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    jar = Files.copy(Path.of("target/perdure.jar"), folder.resolve("perdure.jar"));
    Path place = Files.createDirectory(folder.resolve("place"));
    file = place.resolve("store.db");
    assertThat(Cli.plain().run("migrate", "--sqlite", file.toString()).exitCode()).isZero();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  @AfterEach
  void writable() throws Exception {
    Files.setPosixFilePermissions(
        folder.resolve("place"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  @DisplayName("Who may only read a file and its folder is told of its schema, and leaves nothing")
  void readers() throws Exception {
    for (List<String> command :
        List.of(
            List.of("status", "--check"),
            List.of("validate"),
            List.of("plan"),
            List.of("doctor"))) {
      assertThat(run(command)).as("%s", command).isEqualTo("0: ");
    }
    try (Stream<Path> files = Files.list(folder.resolve("place"))) {
      assertThat(files).containsExactly(file);
    }
  }

  /** The exit code, and what was said on standard error. */
  private String run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    command.addAll(List.of("--sqlite", file.toString()));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() + ": " + said;
  }
}
