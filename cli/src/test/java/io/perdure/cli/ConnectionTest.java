package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Which database a command works on, and who connects")
class ConnectionTest {
  private static final String READER = "perdure_cli_reader";
  private static final String PASSWORD = "correct horse, 100% ü";

  @TempDir private Path folder = Path.of("");
  private Fresh fresh;

  @BeforeEach
  void reader() throws Exception {
    Place postgres = Place.all().filter(place -> place.kind().equals("Postgres")).findFirst().get();
    fresh = Fresh.of(postgres, folder);
    fresh.run("migrate");
    fresh.execute(
        "do $$ begin if to_regrole('%1$s') is null then create role %1$s login; end if; end $$"
            .formatted(READER),
        "alter role %s password '%s'".formatted(READER, PASSWORD),
        "grant usage on schema %s to %s".formatted(fresh.schema(), READER),
        "grant select on all tables in schema %s to %s".formatted(fresh.schema(), READER));
  }

  @Test
  @DisplayName("A role that may only read is enough to look, and not enough to migrate")
  void readOnlyRole() throws Exception {
    Map<String, String> environment = environment("PERDURE_PASSWORD", PASSWORD);
    for (String command : List.of("status", "validate", "plan")) {
      Cli.Answer answer = new Cli(environment).run(command);
      assertThat(answer.err()).isEmpty();
      assertThat(answer.exitCode()).as(command).isZero();
    }
    fresh.makeOlder();
    assertThat(new Cli(environment).run("plan").out()).contains("change\t").contains(Fresh.LAST);
    assertThat(new Cli(environment).run("status", "--check").exitCode()).isEqualTo(3);
    Cli.Answer refused = new Cli(environment).run("migrate");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("permission denied").hasLineCount(1);
    assertThat(fresh.run("migrate").exitCode()).isZero();
  }

  @Test
  @DisplayName("The password is read from a file that an option or a variable names")
  void passwordFile() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
    assertThat(
            new Cli(environment("PERDURE_PASSWORD_FILE", secret.toString()))
                .run("status")
                .exitCode())
        .isZero();
    Cli plain = new Cli(environment("PERDURE_PASSWORD", "wrong"));
    assertThat(plain.run("status", "--password-file", secret.toString()).exitCode()).isZero();
    Cli.Answer absent = plain.run("status", "--password-file", folder + "/absent");
    assertThat(absent.exitCode()).isEqualTo(1);
    assertThat(absent.err()).contains("absent: no such file");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    assertThat(plain.run("status", "--password-file", empty.toString()).err())
        .contains("not one line");
  }

  @Test
  @DisplayName("The password is asked for on a terminal; without one that is an error, not a wait")
  void prompt() {
    Cli cli = new Cli(environment("PERDURE_USER", READER));
    Cli.Answer asked =
        cli.run(
            question ->
                Optional.of(question.equals("Password of " + READER + ": ") ? PASSWORD : "?"),
            "status",
            "--password");
    assertThat(asked.err()).isEmpty();
    assertThat(asked.exitCode()).isZero();
    Cli.Answer nobody = cli.run("status", "--password");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).contains("no terminal").hasLineCount(1);
  }

  @Test
  @DisplayName("A wrong password is masked wherever it came from")
  void masked() throws Exception {
    String wrong = "hunter2";
    Path secret = Files.writeString(folder.resolve("secret"), wrong);
    for (Cli.Answer answer :
        List.of(
            new Cli(environment("PERDURE_PASSWORD_FILE", secret.toString()))
                .run("status", "--verbose", "--schema", "no-" + wrong),
            new Cli(environment("PERDURE_USER", READER))
                .run(q -> Optional.of(wrong), "status", "--password", "--schema", wrong + "-no"))) {
      assertThat(answer.exitCode()).isNotZero();
      assertThat(answer.err()).contains("***").doesNotContain(wrong);
    }
  }

  @Test
  @DisplayName("A password before the host, which the driver takes for the host's name, is refused")
  void passwordBeforeTheHost() {
    String url = "jdbc:postgresql://u:hunter2@localhost:1/x";
    for (String command : List.of("status", "migrate", "doctor", "workflows")) {
      Cli.Answer answer = new Cli(Map.of("PERDURE_POSTGRES", url)).run(command, "--verbose");
      assertThat(answer.exitCode()).as(command).isEqualTo(2);
      assertThat(answer.err()).contains("before its host").doesNotContain("hunter2");
    }
  }

  @Test
  @DisplayName("A properties file says what neither the command line nor the environment does")
  void config() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), PASSWORD);
    Path config =
        Files.writeString(
            folder.resolve("perdure.properties"),
            "postgres=%s\nschema=%s\nuser=%s\npassword-file=%s\n"
                .formatted(
                    fresh.environment().get("PERDURE_POSTGRES"), fresh.schema(), READER, secret));
    Cli.Answer answer = Cli.plain().run("status", "--config", config.toString());
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).startsWith("schema\tcurrent\n");
    Cli fromEnvironment = new Cli(Map.of("PERDURE_CONFIG", config.toString()));
    assertThat(fromEnvironment.run("status").out()).startsWith("schema\tcurrent\n");
    Path file = folder.resolve("other.db");
    assertThat(fromEnvironment.run("status", "--sqlite", file.toString()).out())
        .startsWith("schema\tabsent\n");
    assertThat(
            new Cli(Map.of("PERDURE_CONFIG", config.toString(), "PERDURE_SQLITE", file.toString()))
                .run("status")
                .out())
        .startsWith("schema\tabsent\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"url=x", "sqlite=a\npostgres=b", "password=a\npassword-file=b\npostgres=c"})
  @DisplayName("A properties file that makes no sense is exit code 2")
  void senselessConfig(String text) throws Exception {
    Path config = Files.writeString(folder.resolve("perdure.properties"), text);
    Cli.Answer answer = Cli.plain().run("status", "--config", config.toString());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).hasLineCount(1);
    assertThat(Cli.plain().run("status", "--config", folder + "/none").exitCode()).isEqualTo(1);
  }

  @Test
  @DisplayName("Looking at a file that may not be written changes nothing in it")
  void lookingChangesNothing() throws Exception {
    Place sqlite = Place.all().filter(place -> place.kind().equals("SQLite")).findFirst().get();
    Fresh file = Fresh.of(sqlite, folder);
    file.run("migrate");
    assertThat(file.file().toFile().setReadOnly()).isTrue();
    byte[] before = Files.readAllBytes(file.file());
    for (String command : List.of("status", "validate", "plan")) {
      assertThat(file.run(command).exitCode()).as(command).isZero();
    }
    assertThat(Files.readAllBytes(file.file())).isEqualTo(before);
  }

  /** The reader's environment with one variable more. */
  private Map<String, String> environment(String name, String value) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PERDURE_POSTGRES", fresh.environment().get("PERDURE_POSTGRES"));
    environment.put("PERDURE_SCHEMA", fresh.schema());
    environment.put("PERDURE_USER", READER);
    environment.put(name, value);
    return environment;
  }
}
