package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {
  private static final String URL = "jdbc:postgresql://localhost:1/none";

  @ParameterizedTest(name = "{1}")
  @MethodSource
  @DisplayName("A command line that makes no sense is one line on standard error and exit code 2")
  void misuse(List<String> arguments, String reason) {
    Cli.Answer answer = Cli.plain().run(arguments.toArray(String[]::new));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).startsWith("perdure: ").contains(reason);
  }

  static Stream<Arguments> misuse() {
    return Stream.of(
        arguments(List.of(), "subcommand"),
        arguments(List.of("invented"), "invented"),
        arguments(List.of("history", "--sqlite", "a.db"), "WORKFLOW"),
        arguments(List.of("import-temporal", "--sqlite", "a.db"), "FILE"),
        arguments(List.of("backup", "--sqlite", "a.db"), "TARGET"),
        arguments(List.of("backup", "--sqlite", "a.db", "b?.db"), "must not contain '?'"),
        arguments(List.of("history", "w"), "name one database"),
        arguments(List.of("history", "w", "--sqlite", "a", "--postgres", URL), "name one database"),
        arguments(
            List.of("status", "--sqlite", "a.db", "--schema", "s"), "--schema is for Postgres"),
        arguments(List.of("history", "w", "--postgres", "http://x"), "jdbc:postgresql:"),
        arguments(List.of("history", "w", "--postgres", URL, "--schema", "A b"), "schema must"),
        arguments(List.of("history", "", "--sqlite", "a.db"), "workflow must not be empty"),
        arguments(List.of("history", "w", "--sqlite", "a.db", "--limit", "0"), "limit must"),
        arguments(List.of("history", "w", "--sqlite", "a.db", "--from", "-1"), "from must"),
        arguments(
            List.of("import-temporal", "--sqlite", "a.db", "--workflow", "w", "a.json", "b.json"),
            "--workflow goes with one file"));
  }

  @ParameterizedTest
  @MethodSource
  @DisplayName("A password on the command line is refused, and not repeated")
  void passwordOnTheCommandLine(String url) {
    Cli.Answer answer = Cli.plain().run("history", "w", "--postgres", url);
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("PERDURE_PASSWORD").doesNotContain("hunter2");
  }

  static Stream<String> passwordOnTheCommandLine() {
    return Stream.of(
        URL + "?user=me&password=hunter2",
        URL + "?PASSWORD=hunter2",
        URL.replace("//", "//me:hunter2@"));
  }

  @Test
  @DisplayName("A password in a message is masked")
  void masked() {
    Secrets secrets = new Secrets(Map.of("PERDURE_PASSWORD", "hunter2"));
    assertThat(secrets.mask("no role at x?user=me&password=letmein&ssl=on; hunter2 was wrong"))
        .isEqualTo("no role at x?user=me&password=***&ssl=on; *** was wrong");
    assertThat(secrets.mask("//me:letmein@host/db")).isEqualTo("//me:***@host/db");
  }

  @Test
  @DisplayName("What is written for a terminal carries no control characters")
  void visible() {
    assertThat(Visible.line("a\u001b[2Jb\nc\u202ed Zoë 📦"))
        .isEqualTo("a\\u001b[2Jb\\u000ac\\u202ed Zoë 📦");
  }

  @Test
  @DisplayName(
      "A database that cannot be reached is one line and exit code 1; --verbose adds the trace")
  void unreachable(@TempDir Path folder) {
    Map<String, String> environment =
        Map.of("PERDURE_USER", "me", "PERDURE_PASSWORD", "hunter2", "PERDURE_POSTGRES", URL);
    Cli.Answer brief = new Cli(environment).run("status");
    assertThat(brief.exitCode()).isEqualTo(1);
    assertThat(brief.err().lines()).hasSize(1);
    Cli.Answer verbose = new Cli(environment).run("status", "--verbose");
    assertThat(verbose.err().lines()).hasSizeGreaterThan(5);
    assertThat(brief.err() + verbose.err()).doesNotContain("hunter2");
  }

  @Test
  @DisplayName("An absent schema is refused with the way to make it, and nothing is made")
  void absentSchema(@TempDir Path folder) {
    Path file = folder.resolve("absent.db");
    for (String command : List.of("history", "import-temporal")) {
      Cli.Answer answer =
          Cli.plain().run(command, "../samples/order-1042.json", "--sqlite", file.toString());
      assertThat(answer.exitCode()).isEqualTo(1);
      assertThat(answer.err()).contains("perdure migrate");
      assertThat(answer.err().lines()).hasSize(1);
      assertThat(answer.out()).isEmpty();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  @DisplayName("A migration is told, is told again as current, and shows in the status")
  void migrate(@TempDir Path folder) {
    String file = folder.resolve("new.db").toString();
    for (String command : List.of("migrate", "migrate", "status")) {
      Cli.Answer answer = Cli.plain().run(command, "--sqlite", file);
      assertThat(answer.err()).isEmpty();
      assertThat(answer.exitCode()).isZero();
      assertThat(answer.out().lines()).first().isEqualTo("schema\tcurrent");
    }
    Cli fromEnvironment = new Cli(Map.of("PERDURE_SQLITE", file));
    assertThat(fromEnvironment.run("status").exitCode()).isZero();
  }

  @Test
  @DisplayName("The version is told")
  void version() {
    Cli.Answer answer = Cli.plain().run("version");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).startsWith("perdure ").contains("\njava " + Runtime.version() + "\n");
  }
}
