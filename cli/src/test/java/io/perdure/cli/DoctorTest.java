package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The doctor")
class DoctorTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-14T09:12:03Z");
  private static final WorkflowId ORDER = WorkflowId.of("o-1");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("finds nothing wrong with a new store, and says what was looked at")
  void healthy(Place place) {
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    Cli.Answer answer = fresh.run("doctor");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains("current, version", "none is due", "size ")
        .doesNotContain("problem");
    assertThat(answer.exitCode()).isZero();
    if (fresh.isSqlite()) {
      assertThat(answer.out()).contains("file system ", "journal mode ", "log ");
    } else {
      assertThat(answer.out())
          .contains("fsync ", "full_page_writes ", "synchronous_commit ", "transactions ", "log ");
    }
    assertThat(fresh.run("doctor", "--json").out())
        .startsWith(
            "{\"checks\":[\n{\"check\":\"schema\",\"state\":\"fine\",\"found\":\"current, ");
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("finds an absent schema, pending changes and differences")
  void schema(Place place) throws Exception {
    Fresh fresh = Fresh.of(place, folder);
    Cli.Answer absent = fresh.run("doctor");
    assertThat(absent.exitCode()).isEqualTo(1);
    assertThat(absent.out()).containsPattern("schema +problem +absent").contains("perdure migrate");
    fresh.run("migrate");
    fresh.execute("alter table " + fresh.table("perdure_run") + " add column remark integer");
    Cli.Answer different = fresh.run("doctor");
    assertThat(different.exitCode()).isEqualTo(1);
    assertThat(different.out()).containsPattern("difference +problem +column perdure_run.remark");
    fresh.makeOlder();
    Cli.Answer older = fresh.run("doctor");
    assertThat(older.exitCode()).isEqualTo(1);
    assertThat(older.out()).containsPattern("pending +problem +1: " + Fresh.LAST);
  }

  @ParameterizedTest
  @MethodSource("io.perdure.cli.Place#all")
  @DisplayName("finds timers and tasks, of every namespace, that are due and that nobody claims")
  void waiting(Place place) {
    Fresh fresh = Fresh.of(place, folder);
    try (Perdure perdure = fresh.open()) {
      perdure.namespace("a").timers().schedule(ORDER, "later", LONG_AGO.plusSeconds(1));
      Store late = perdure.namespace("late");
      late.timers().schedule(ORDER, "charge", LONG_AGO);
      late.tasks().enqueue(NewTask.of(TaskKey.of(ORDER, "k"), "mail", Payload.empty()));
    }
    Cli.Answer answer = fresh.run("doctor");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .containsPattern("timers +problem +the oldest that is due and not claimed waits \\d+ h ")
        .containsPattern("tasks +fine +the oldest that is due and not claimed waits ");
    assertThat(fresh.run("doctor", "--late", "0ms").out()).containsPattern("tasks +problem");
    try (Perdure perdure = fresh.open()) {
      perdure.namespace("a").timers().cancel(ORDER, "later");
      perdure.namespace("late").timers().cancel(ORDER, "charge");
    }
    assertThat(fresh.run("doctor").out()).containsPattern("timers +fine +none is due");
  }

  @Test
  @DisplayName(
      "finds settings that lose what was answered, long transactions, and what it may not see")
  void postgres() throws Exception {
    Place place = Place.all().filter(each -> each.kind().equals("Postgres")).findFirst().get();
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    String role = "perdure_cli_patient";
    fresh.execute(
        "do $$ begin if to_regrole('%1$s') is null then create role %1$s login; end if; end $$"
            .formatted(role),
        "alter role %s password 'p'".formatted(role),
        "alter role %s set synchronous_commit = off".formatted(role),
        "grant usage on schema %s to %s".formatted(fresh.schema(), role),
        "grant select on all tables in schema %s to %s".formatted(fresh.schema(), role));
    Cli.Answer weak =
        new Cli(
                Map.of(
                    "PERDURE_POSTGRES",
                    fresh.environment().get("PERDURE_POSTGRES"),
                    "PERDURE_SCHEMA",
                    fresh.schema(),
                    "PERDURE_USER",
                    role,
                    "PERDURE_PASSWORD",
                    "p"))
            .run("doctor");
    assertThat(weak.err()).isEmpty();
    assertThat(weak.exitCode()).isEqualTo(1);
    assertThat(weak.out())
        .containsPattern("synchronous_commit +problem +off")
        .containsPattern("transactions +note +only those of this role")
        .containsPattern("log +note +not seen");
    try (Connection open = fresh.connect();
        Statement statement = open.createStatement()) {
      statement.execute("begin");
      statement.execute("select 1");
      Cli.Answer answer = fresh.run("doctor", "--long", "0ms");
      assertThat(answer.exitCode()).isEqualTo(1);
      assertThat(answer.out())
          .containsPattern("transaction +problem +process .*idle in transaction");
      statement.execute("rollback");
    }
  }

  @Test
  @DisplayName("finds an SQLite file that does not keep a log")
  void sqlite() throws Exception {
    Place place = Place.all().filter(each -> each.kind().equals("SQLite")).findFirst().get();
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    fresh.execute("pragma journal_mode = delete", "pragma application_id = 7");
    Cli.Answer answer = fresh.run("doctor");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .containsPattern("journal mode +problem +delete")
        .containsPattern("owner +problem +0x7");
  }

  @Test
  @DisplayName("finds an SQLite file that not only its owner may read, and says how to change it")
  void fileMode() throws Exception {
    Place place = Place.all().filter(each -> each.kind().equals("SQLite")).findFirst().get();
    Fresh fresh = Fresh.of(place, folder);
    fresh.run("migrate");
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(fresh.run("doctor").out()).doesNotContain("file mode");
      return;
    }
    assertThat(fresh.run("doctor").out()).containsPattern("file mode +fine +rw-------");
    Files.setPosixFilePermissions(fresh.file(), PosixFilePermissions.fromString("rw-r-----"));
    Cli.Answer readable = fresh.run("doctor");
    assertThat(readable.exitCode()).isZero();
    assertThat(readable.out())
        .containsPattern("file mode +note +rw-r-----: not only its owner")
        .contains("chmod 600 '" + fresh.file() + "'");
    Files.setPosixFilePermissions(fresh.file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    Cli.Answer writable = fresh.run("doctor");
    assertThat(writable.exitCode()).isEqualTo(1);
    assertThat(writable.out()).containsPattern("file mode +problem +rw-rw-rw-: everybody may");
  }
}
