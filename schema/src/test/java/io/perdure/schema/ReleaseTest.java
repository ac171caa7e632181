package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
  private static final String RELEASED =
      """
      --changeset perdure:first
      create table ${schema}perdure_notes (id ${long} not null);
      --changeset perdure:second
      create index perdure_notes_by_id on ${schema}perdure_notes (id);
      """;

  @Test
  @DisplayName("what was released is frozen, and what follows only expands")
  void thisChangelog() throws Exception {
    List<ChangeSetText> released = ReleasedChangelog.changeSets();
    List<ChangeSetText> now = ChangelogFiles.changeSets();
    assertThat(Release.thawed(released, now)).isEmpty();
    if (!released.isEmpty()) {
      assertThat(Release.narrowing(released, now)).isEmpty();
    }
  }

  @Test
  @DisplayName("a change set that is added behind the released ones is fine")
  void added() {
    assertThat(thawed(RELEASED + "--changeset perdure:third\nselect 1;\n")).isEmpty();
  }

  @Test
  @DisplayName("a released change set that changed is found")
  void changed() {
    assertThat(thawed(RELEASED.replace("id ${long} not null", "id ${long}")))
        .containsExactly("notes.sql::first: it was released, and is changed");
  }

  @Test
  @DisplayName("a released change set that got other attributes is found")
  void otherAttributes() {
    assertThat(thawed(RELEASED.replace("perdure:second", "perdure:second dbms:sqlite")))
        .containsExactly("notes.sql::second: it was released, and is changed");
  }

  @Test
  @DisplayName("a released change set that is gone is found")
  void gone() {
    assertThat(thawed(RELEASED.substring(0, RELEASED.indexOf("--changeset perdure:second"))))
        .containsExactly("notes.sql::second: it was released, and is gone");
  }

  @Test
  @DisplayName("released change sets in another order are found")
  void otherOrder() {
    int second = RELEASED.indexOf("--changeset perdure:second");
    assertThat(thawed(RELEASED.substring(second) + RELEASED.substring(0, second)))
        .containsExactly("released change sets stand in another order");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table ${schema}perdure_run",
        "alter table ${schema}perdure_run drop column failure",
        "alter table ${schema}perdure_run rename column run to id",
        "alter table ${schema}perdure_run rename to perdure_runs",
        "alter table ${schema}perdure_run alter column failure set not null",
        "alter table ${schema}perdure_run alter column run_no type ${text}",
        "alter table ${schema}perdure_run add constraint x check (run_no < 9)",
        "alter table ${schema}perdure_run add column remark ${text} not null",
        "alter table ${schema}perdure_run add column remark ${text} unique",
        "create unique index perdure_run_x on ${schema}perdure_run (ns)",
        "drop index perdure_workflow_live",
        "delete from ${schema}perdure_run"
      })
  @DisplayName("a change that takes something from older code is found")
  void narrowing(String statement) {
    assertThat(narrowingOf(statement)).singleElement().asString().contains("only expand");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table ${schema}perdure_x (id ${long}); create unique index perdure_x_id"
            + " on ${schema}perdure_x (id)",
        "create index perdure_run_x on ${schema}perdure_run (ns)",
        "alter table ${schema}perdure_run add column remark ${text}",
        "alter table ${schema}perdure_run add column tries ${long} not null default 0",
        "drop view ${schema}perdure_run_readable; create view ${schema}perdure_run_readable as"
            + " select 1",
        "update ${schema}perdure_run set failure = ''"
      })
  @DisplayName("a change that only adds is fine")
  void expanding(String statement) {
    assertThat(narrowingOf(statement)).isEmpty();
  }

  private static List<String> narrowingOf(String statement) {
    return Release.narrowing(
        List.of(),
        ChangeSetText.parse("notes.sql", "--changeset perdure:next\n" + statement + ";\n"));
  }

  private static List<String> thawed(String now) {
    return Release.thawed(
        ChangeSetText.parse("notes.sql", RELEASED), ChangeSetText.parse("notes.sql", now));
  }
}
