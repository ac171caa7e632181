package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.PostgresOptions;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The printed roles")
class RolesTest {
  private static final WorkflowId ORDER = WorkflowId.of("o-1");
  private static final List<String> ROLES = List.of("migrator", "writer", "reader");

  @TempDir private Path folder = Path.of("");
  private Fresh fresh;

  @BeforeEach
  void roles() throws SQLException {
    Place place = Place.all().filter(each -> each.kind().equals("Postgres")).findFirst().get();
    fresh = Fresh.of(place, folder);
    fresh.execute(script());
    for (String role : ROLES) {
      fresh.execute("alter role %s login password 'p'".formatted(name(role)));
    }
    assertThat(as("migrator").run("migrate").err()).isEmpty();
    fresh.execute(script());
  }

  @AfterEach
  void drop() throws SQLException {
    fresh.execute("drop schema " + fresh.schema() + " cascade");
    for (String role : ROLES) {
      fresh.execute("drop owned by " + name(role), "drop role " + name(role));
    }
  }

  @Test
  @DisplayName("let the migrator migrate, also from an older version, and own what it made")
  void migrator() throws Exception {
    fresh.makeOlder();
    assertThat(as("migrator").run("migrate").exitCode()).isZero();
    assertThat(as("migrator").run("validate").exitCode()).isZero();
    assertThat(rights("migrator")).isEqualTo("read, write, migrate");
    assertThat(
            fresh.query(
                "select distinct relowner::regrole from pg_class where relnamespace = '%s'::regnamespace"
                    .formatted(fresh.schema())))
        .containsExactly(name("migrator"));
    fresh.execute(
        "set role " + name("reader"), "select * from " + fresh.table("perdure_task_readable"));
  }

  @Test
  @DisplayName("let the writer use every room, and change nothing of the schema")
  void writer() {
    try (Perdure perdure = door("writer").open()) {
      Store shop = perdure.namespace("shop");
      shop.transact(
          tx -> {
            tx.history().append(ORDER, 0, NewEvent.of("A", Payload.empty(), Instant.EPOCH));
            tx.tasks().enqueue(NewTask.of(TaskKey.of(ORDER, "k"), "mail", Payload.empty()));
            return tx.timers().schedule(ORDER, "t", Instant.EPOCH);
          });
      assertThat(shop.timers().claim(1, Duration.ofMinutes(1))).hasSize(1);
      assertThat(shop.tasks().cancelAll(ORDER)).hasSize(1);
      shop.maintenance().delete(ORDER);
    }
    assertThat(rights("writer")).isEqualTo("read, write");
    for (String statement :
        List.of(
            "create table %s (id int)".formatted(fresh.table("mine")),
            "alter table %s add column mine int".formatted(fresh.table("perdure_run")),
            "truncate " + fresh.table("perdure_run"),
            "update %s set min_writer = 99".formatted(fresh.table("perdure_schema")),
            "delete from " + fresh.table("perdure_changelog"),
            "update %s set id = 'x'".formatted(fresh.table("perdure_store")))) {
      assertRefused("writer", statement);
    }
    assertThat(as("writer").run("migrate").exitCode()).isZero();
  }

  @Test
  @DisplayName("let the reader read, and write nothing")
  void reader() {
    try (PerdureReader perdure = door("reader").openReadOnly()) {
      assertThat(perdure.namespace("shop").history().head(ORDER)).isZero();
    }
    for (String command : List.of("status", "validate", "plan", "doctor", "workflows")) {
      assertThat(as("reader").run(command).exitCode()).as(command).isZero();
    }
    assertThat(rights("reader")).isEqualTo("read");
    assertRefused("reader", "delete from " + fresh.table("perdure_run"));
    assertRefused(
        "reader", "insert into " + fresh.table("perdure_task_hold") + " values ('a', 'b')");
  }

  @Test
  @DisplayName("are checked by the doctor: their rights and no others")
  void checked() throws Exception {
    for (String role : ROLES) {
      assertThat(as(role).run("doctor").out())
          .as(role)
          .containsPattern("roles +fine +.*_migrator, .*_reader, .*_writer: their rights and no");
    }
    String event = fresh.table("perdure_event");
    fresh.execute("grant truncate on %s to %s".formatted(event, name("writer")));
    assertFound(name("writer") + " may truncate perdure_event");
    fresh.execute(
        "revoke truncate on %s from %s".formatted(event, name("writer")),
        "grant update (payload) on %s to %s".formatted(event, name("reader")));
    assertFound(name("reader") + " may update perdure_event");
    fresh.execute(
        "revoke update (payload) on %s from %s".formatted(event, name("reader")),
        "grant update on %s to %s".formatted(fresh.table("perdure_store"), name("writer")));
    assertFound(name("writer") + " may update perdure_store");
    fresh.execute(script(), "grant pg_write_all_data to " + name("reader"));
    assertFound(name("reader") + " may delete perdure_archive, ");
    fresh.execute(
        "revoke pg_write_all_data from " + name("reader"),
        "revoke select on %s from %s".formatted(event, name("reader")));
    assertFound(name("reader") + " may not select perdure_event");
    fresh.execute(script(), "alter table %s owner to current_user".formatted(event));
    assertFound("perdure_event is owned by ");
    fresh.execute(script(), "alter role %s createrole".formatted(name("writer")));
    assertFound(name("writer") + " is one that makes roles");
    fresh.execute(
        "alter role %s nocreaterole".formatted(name("writer")),
        "grant create on schema %s to %s".formatted(fresh.schema(), name("writer")));
    assertFound(name("writer") + " may create in schema " + fresh.schema());
    fresh.execute(
        "revoke create on schema %s from %s".formatted(fresh.schema(), name("writer")),
        "grant select on %s to public".formatted(event));
    Cli.Answer answer = as("reader").run("doctor");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).containsPattern("roles +note +rights of others: everybody");
  }

  private void assertFound(String problem) {
    Cli.Answer answer = as("reader").run("doctor");
    assertThat(answer.out()).containsPattern("roles +problem +" + Pattern.quote(problem));
    assertThat(answer.exitCode()).isEqualTo(1);
  }

  private String script() {
    Cli.Answer answer = Cli.plain().run("sql", "postgres", "--roles", "--schema", fresh.schema());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return answer.out();
  }

  private String name(String role) {
    return fresh.schema() + "_" + role;
  }

  private String rights(String role) {
    String table = as(role).run("doctor").out();
    return table
        .lines()
        .filter(line -> line.startsWith("rights "))
        .map(line -> line.replaceFirst("rights +fine +", ""))
        .findFirst()
        .orElse(table);
  }

  private Cli as(String role) {
    Map<String, String> environment = new HashMap<>(fresh.environment());
    environment.put("PERDURE_USER", name(role));
    environment.put("PERDURE_PASSWORD", "p");
    return new Cli(environment);
  }

  private PostgresOptions door(String role) {
    return Perdure.postgres(url()).schema(fresh.schema()).credentials(name(role), "p");
  }

  private String url() {
    return fresh.environment().getOrDefault("PERDURE_POSTGRES", "");
  }

  private void assertRefused(String role, String statement) {
    assertThatThrownBy(
            () -> {
              try (Connection connection = DriverManager.getConnection(url(), name(role), "p");
                  Statement sql = connection.createStatement()) {
                sql.execute(statement);
              }
            })
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }
}
