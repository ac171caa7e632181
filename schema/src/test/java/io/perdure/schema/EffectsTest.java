package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.schema.SchemaChange.Phase;
import io.perdure.schema.SchemaChange.Waiting;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a change does to those who work beside it")
class EffectsTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("is known of every change set, and its SQL is the one that a new database gets")
  void everyChange(Database database) {
    List<SchemaChange> changes = StoreSchema.changes(database);
    assertThat(changes)
        .extracting(SchemaChange::name)
        .containsExactlyElementsOf(Changelog.own().changes().stream().map(Change::name).toList());
    List<String> printed = PrintedSql.statements(database, SchemaName.DEFAULT.prefix(database));
    assertThat(changes)
        .filteredOn(change -> change.phase() == Phase.IN_TRANSACTION)
        .allSatisfy(
            change -> {
              assertThat(change.statements()).hasSizeGreaterThan(1);
              assertThat(printed).containsSubsequence(change.statements());
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "create table ${schema}perdure_x (id bigint)||NOBODY|",
        "create index perdure_i on ${schema}perdure_run (ns)|SHARE perdure_run|WRITERS|",
        "create unique index if not exists i on perdure_run (ns)|SHARE perdure_run|WRITERS|",
        "create index concurrently if not exists i on \"s\".perdure_run (ns) where a is not null"
            + "|SHARE UPDATE EXCLUSIVE perdure_run|NOBODY|",
        "create view ${schema}perdure_v as select 1||NOBODY|",
        "drop view ${schema}perdure_v|ACCESS EXCLUSIVE perdure_v|EVERYBODY|",
        "alter table perdure_run add column a text|ACCESS EXCLUSIVE perdure_run|EVERYBODY|",
        "alter table perdure_run add column a text default 'x' not null"
            + "|ACCESS EXCLUSIVE perdure_run|EVERYBODY|",
        "alter table perdure_run add column a bigint default nextval('s')"
            + "|ACCESS EXCLUSIVE perdure_run|EVERYBODY|perdure_run",
        "alter table perdure_run add column a bigint generated always as identity"
            + "|ACCESS EXCLUSIVE perdure_run|EVERYBODY|perdure_run",
        "alter table perdure_run alter column a type text"
            + "|ACCESS EXCLUSIVE perdure_run|EVERYBODY|perdure_run",
        "drop table perdure_run|ACCESS EXCLUSIVE perdure_run|EVERYBODY|",
        "alter table perdure_x rename to perdure_run|ACCESS EXCLUSIVE perdure_x|EVERYBODY|",
        "update perdure_run set a = 1 where b = 2|ROW EXCLUSIVE perdure_run|WRITERS|perdure_run",
        "delete from perdure_run|ROW EXCLUSIVE perdure_run|WRITERS|perdure_run",
        "insert into perdure_run (a) values (1)|ROW EXCLUSIVE perdure_run|NOBODY|",
        "insert into ${schema}perdure_schema (version) values (1)||NOBODY|"
      })
  @DisplayName("is told by the kind of its statements")
  void kinds(String statement, String lock, Waiting waiting, String rewritten) {
    SchemaChange postgres = change(Database.POSTGRES, statement);
    assertThat(
            postgres.locks().stream()
                .map(each -> each.name() + " " + each.on())
                .collect(Collectors.joining(",")))
        .isEqualTo(lock == null ? "" : lock);
    assertThat(postgres.waiting()).isEqualTo(waiting);
    assertThat(String.join(",", postgres.rewrites())).isEqualTo(rewritten == null ? "" : rewritten);
    SchemaChange sqlite = change(Database.SQLITE, statement);
    assertThat(sqlite.locks()).extracting(SchemaChange.Lock::on).containsExactly("the file");
    assertThat(sqlite.waiting()).isEqualTo(Waiting.WRITERS);
  }

  @Test
  @DisplayName("is nothing for what the change made itself")
  void ownTables() {
    SchemaChange change =
        change(
            Database.POSTGRES,
            "CREATE TABLE ${schema}perdure_x (id bigint)",
            "create index perdure_i\n  on ${schema}perdure_x (id)",
            "insert into ${schema}perdure_x (id) values (1)");
    assertThat(change.locks()).isEmpty();
    assertThat(change.rewrites()).isEmpty();
  }

  @Test
  @DisplayName("is rewriting if a table is filled from another, as SQLite's tables are altered")
  void rebuilt() {
    assertThat(
            change(
                    Database.SQLITE,
                    "create table perdure_new (id integer)",
                    "insert into perdure_new (id) select id from perdure_run",
                    "drop table perdure_run",
                    "alter table perdure_new rename to perdure_run")
                .rewrites())
        .containsExactly("perdure_run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vacuum",
        "truncate perdure_run",
        "alter table perdure_run add constraint c check (a > 1)",
        "create trigger t after insert on perdure_run begin select 1",
        "reindex perdure_run"
      })
  @DisplayName("must be known: a statement of another kind is refused")
  void unknown(String statement) {
    assertThatThrownBy(() -> Effects.of(Database.POSTGRES, List.of(statement)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(statement);
  }

  private static SchemaChange change(Database database, String... statements) {
    Effects effects = Effects.of(database, List.of(statements));
    return new SchemaChange(
        1,
        "sample",
        Phase.IN_TRANSACTION,
        List.of(statements),
        effects.locks(),
        effects.rewrites(),
        1,
        1);
  }
}
