package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithoutLiquibaseTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("making, reading and checking a new database needs no Liquibase on the class path")
  void newDatabase() throws Exception {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String bare =
        Arrays.stream(all.split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("liquibase"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(bare).isNotEqualTo(all);
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                bare,
                WithoutLiquibase.class.getName(),
                folder.resolve("store.db").toString())
            .redirectError(errors.toFile())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .as(Files.readString(errors))
        .isEqualTo("ABSENT CURRENT []" + System.lineSeparator());
    assertThat(process.waitFor()).isZero();
  }

  @Test
  @DisplayName("with Liquibase, nothing is printed on the standard output")
  void quiet() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Changelog own = Changelog.own();
      new SqliteFile(folder.resolve("store.db"))
          .schema()
          .changelog(new Changelog(own.path(), own.changes(), false))
          .migrate();
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  @DisplayName("a changelog that does not fit its versions is refused, and leaves nothing")
  void incomplete() {
    SqliteFile file = new SqliteFile(folder.resolve("store.db"));
    Changelog missing =
        new Changelog(Changelog.PATH, List.of(new Change(9, "not-there", 1, 1, false)), false);
    assertThatThrownBy(() -> file.schema().changelog(missing).migrate())
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("not-there");
    assertThat(file.schema().status().state()).isEqualTo(SchemaState.ABSENT);
  }
}
