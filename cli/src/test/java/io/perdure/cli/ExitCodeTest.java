package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Exit codes of the operators' commands")
class ExitCodeTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("0: a migration was made, or there is nothing to do")
  void done(Place place) {
    Fresh fresh = Fresh.of(place, folder);
    for (String command : List.of("migrate", "migrate", "status", "validate", "plan")) {
      assertAnswer(fresh, 0, command);
    }
    assertAnswer(fresh, 0, "status", "--check");
    assertThat(fresh.run("validate").out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("1: something was refused or failed")
  void failed(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    if (!fresh.isSqlite()) {
      fresh.execute("create schema " + fresh.schema());
    }
    fresh.execute("create table " + fresh.table("perdure_once") + " (id integer)");
    Cli.Answer answer = assertAnswer(fresh, 1, "migrate");
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("perdure_once").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "migrate --wait 5",
        "sql",
        "sql oracle",
        "sql sqlite --from 99",
        "sql sqlite --roles",
        "plan --running x"
      })
  @DisplayName("2: the command line makes no sense")
  void usage(String line) {
    Cli.Answer answer = Cli.plain().run(line.split(" ", -1));
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).hasLineCount(1);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName(
      "3: changes are pending, all of them or the last; without --check that is no failure")
  void pending(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    assertAnswer(fresh, 3, "status", "--check");
    assertAnswer(fresh, 3, "validate");
    assertAnswer(fresh, 0, "status");
    assertAnswer(fresh, 0, "plan");
    if (fresh.isSqlite()) {
      assertThat(fresh.file()).doesNotExist();
    }
    fresh.run("migrate");
    fresh.makeOlder();
    Cli.Answer older = assertAnswer(fresh, 3, "status", "--check");
    assertThat(older.out()).contains("schema\tolder\n", "pending\t" + Fresh.LAST + "\n");
    assertThat(older.err()).contains("perdure migrate").hasLineCount(1);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("4: the database is ahead; if it tolerates this build, that is 0")
  void ahead(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    fresh.makeNewer(1, 1);
    assertAnswer(fresh, 0, "status", "--check");
    assertAnswer(fresh, 0, "migrate");
    fresh.execute("update " + fresh.table("perdure_schema") + " set min_writer = version");
    for (String command : List.of("migrate", "plan", "validate")) {
      assertAnswer(fresh, 4, command);
    }
    assertThat(assertAnswer(fresh, 4, "status", "--check").err()).contains("newer Perdure");
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("5: another migration held the database for too long")
  void busy(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    try (Connection other = fresh.connect();
        Statement statement = other.createStatement()) {
      statement.execute(fresh.isSqlite() ? "begin exclusive" : "begin");
      if (!fresh.isSqlite()) {
        statement.execute("select pg_advisory_xact_lock(" + lock(fresh) + ")");
      }
      Cli.Answer answer = assertAnswer(fresh, 5, "migrate", "--wait", "200ms");
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).contains("0.2 s").contains("another migration").hasLineCount(1);
      statement.execute("rollback");
    }
    assertAnswer(fresh, 0, "migrate");
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("6: tables differ; what a newer schema has more is no difference")
  void different(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    fresh.execute("alter table " + fresh.table("perdure_run") + " add column remark integer");
    assertThat(assertAnswer(fresh, 6, "validate").out())
        .isEqualTo("difference\tcolumn perdure_run.remark is not expected (long)\n");
    assertAnswer(fresh, 6, "status", "--check");
    assertAnswer(fresh, 0, "status");
    assertThat(assertAnswer(fresh, 6, "validate", "--json").out())
        .contains("\"kind\":\"extra\",\"subject\":\"column perdure_run.remark\"");

    fresh.makeNewer(1, 1);
    assertAnswer(fresh, 0, "validate");
    fresh.execute("drop view " + fresh.table("perdure_task_readable"));
    assertThat(assertAnswer(fresh, 6, "validate").out()).hasLineCount(1).contains("is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "migrate",
        "plan",
        "status",
        "validate",
        "sql",
        "changes",
        "version",
        "history"
      })
  @DisplayName("are listed in each command's help")
  void help(String command) {
    Cli.Answer answer =
        command.isEmpty() ? Cli.plain().run("--help") : Cli.plain().run(command, "--help");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("Exit codes:");
    for (int code = 0; code <= 6; code++) {
      assertThat(answer.out()).containsPattern("(?m)^ +" + code + "   \\w");
    }
  }

  @Test
  @DisplayName("and what is neither data nor an error is on neither output")
  void quiet() {
    Cli.Answer answer = Cli.plain().run("changes", "sqlite");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exitCode()).isZero();
  }

  private static Cli.Answer assertAnswer(Fresh fresh, int exitCode, String... arguments) {
    Cli.Answer answer = fresh.run(arguments);
    assertThat(answer.exitCode())
        .as("%s: %s%s", List.of(arguments), answer.out(), answer.err())
        .isEqualTo(exitCode);
    return answer;
  }

  /** The number of the lock by which the migrators of a schema take turns. */
  private static long lock(Fresh fresh) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(("perdure migration " + fresh.schema()).getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getLong();
  }
}
