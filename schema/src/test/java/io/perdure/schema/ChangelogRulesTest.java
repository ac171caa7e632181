package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangelogRulesTest {
  private static final String VERSION =
      "insert into ${schema}perdure_schema (version, change, min_reader, min_writer)"
          + " values (9, 'sample', 1, 1)";

  @Test
  @DisplayName("every change set keeps the rules")
  void rules() {
    assertThat(ChangelogFiles.changeSets())
        .isNotEmpty()
        .flatMap(ChangelogRules::violations)
        .isEmpty();
  }

  @Test
  @DisplayName("versions rise by one, and ids are unique")
  void versions() {
    List<ChangeSetText> sets = ChangelogFiles.changeSets();
    assertThat(ChangelogRules.versionViolations(sets)).isEmpty();
    assertThat(sets).extracting(ChangeSetText::id).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "the master holds includes and properties only, and every file has a name of its own")
  void master() {
    String master = ChangelogFiles.master().replaceAll("(?s)<!--.*?-->", "");
    assertThat(master.lines().map(String::strip).filter(line -> line.startsWith("<")))
        .allMatch(line -> line.matches("<(\\?xml|/?databaseChangeLog|property|include)\\b.*"));
    assertThat(master).contains("logicalFilePath=\"perdure/changelog\"");
    assertThat(ChangelogFiles.included())
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Changelog.text(file).lines().findFirst())
                    .contains(
                        "--liquibase formatted sql logicalFilePath:perdure/"
                            + file.replaceAll("changes/|\\.sql", "")));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "create table ${schema}notes (id ${long})|does not begin with",
        "create table perdure_notes (id ${long})|does not begin with",
        "create index notes_by on ${schema}perdure_event (ns)|does not begin with",
        "create index perdure_by on perdure_event (ns)|is not on a",
        "create table ${schema}perdure_notes (id bigint)|names a type beside the properties: [bigint]",
        "alter table ${schema}perdure_run add column at timestamp|names a type beside",
        "create table ${schema}perdure_notes (id ${long} references ${schema}perdure_run)|foreign key"
      })
  @DisplayName("a change set that breaks a rule is found")
  void offenders(String statement, String complaint) {
    assertThat(ChangelogRules.violations(sample("perdure:sample", statement + ";\n" + VERSION)))
        .singleElement()
        .asString()
        .contains(complaint);
  }

  @Test
  @DisplayName("an id that is no slug, another author and a missing version are found")
  void offendingHeads() {
    assertThat(ChangelogRules.violations(sample("me:1", VERSION))).hasSize(2);
    assertThat(ChangelogRules.violations(sample("perdure:sample", "select 1"))).hasSize(1);
  }

  @Test
  @DisplayName("a step after the commit that cannot be repeated is found")
  void unrepeatable() {
    String head = "perdure:sample labels:after-commit runInTransaction:false";
    String index = "create index ${concurrently} perdure_by on ${schema}perdure_run (ns)";
    assertThat(ChangelogRules.violations(sample(head, index + ";\n" + VERSION)))
        .singleElement()
        .asString()
        .contains("cannot be repeated");
    String again = index.replace("${concurrently}", "${concurrently} if not exists");
    assertThat(
            ChangelogRules.violations(
                sample(head, again + ";\n" + VERSION + " on conflict do nothing")))
        .isEmpty();
  }

  @Test
  @DisplayName("a version that does not follow is found")
  void gap() {
    assertThat(ChangelogRules.versionViolations(List.of(sample("perdure:sample", VERSION))))
        .containsExactly("sample.sql::sample: version 9 after 0");
  }

  private static ChangeSetText sample(String head, String body) {
    String text = "--changeset " + head + "\n--validCheckSum: ANY\n" + body + ";\n";
    return ChangeSetText.parse("sample.sql", text).get(0);
  }
}
