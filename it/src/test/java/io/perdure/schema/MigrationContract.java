package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What migration promises on every database. */
abstract class MigrationContract {
  private static final int PROCESSES = 16;

  /** A new, empty database, removed after the test. */
  abstract Place place() throws Exception;

  /** Names of Perdure's tables, views and indexes that are there. */
  abstract List<String> leftovers(Place place) throws Exception;

  @Test
  @DisplayName("sixteen processes that open a new database at once all succeed")
  void sixteenProcesses() throws Exception {
    Place place = place();
    assertThat(together(place, "own", PROCESSES)).containsOnly("CURRENT");
    assertThat(place.query("select id from " + prefix() + "perdure_store")).hasSize(1);
    assertThat(place.schema().validate()).isEmpty();
  }

  @Test
  @DisplayName("processes that find an older database at once all succeed, and one change is made")
  void olderTogether() throws Exception {
    Place place = place();
    place.schema().migrate();
    makeOlder(place);
    assertThat(place.schema().status().state()).isEqualTo(SchemaState.OLDER);
    assertThat(together(place, "own", 6)).containsOnly("CURRENT");
    assertThat(
            place.query("select id from " + prefix() + "perdure_changelog where id = 'once-table'"))
        .hasSize(1);
    assertThat(place.schema().validate()).isEmpty();
  }

  @ParameterizedTest(name = "{0}, before statement {1}")
  @CsvSource({"own,6", "own,28", "liquibase,30", "synthetic,30"})
  @DisplayName("a migrator that is killed in the middle leaves nothing, and the next one succeeds")
  void killed(String changelog, int statement) throws Exception {
    Place place = place();
    Process process = MigrationProcess.start(place, changelog, statement);
    assertThat(MigrationProcess.firstLine(process)).startsWith(MigrationProcess.STANDING);
    process.destroyForcibly().waitFor();

    assertThat(leftovers(place)).isEmpty();
    assertThat(place.schema(changelog).migrate().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(together(place, changelog, 1)).containsExactly("CURRENT");
  }

  @ParameterizedTest(name = "before statement {0}")
  @ValueSource(ints = {12, 20, 28})
  @DisplayName(
      "an upgrade that is killed in the middle leaves what was there, and the next one succeeds")
  void killedUpgrade(int statement) throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    Process process = MigrationProcess.start(place, "rewriting", statement);
    assertThat(MigrationProcess.firstLine(process)).startsWith(MigrationProcess.STANDING);
    assertThat(place.schema("rewriting").status().pending())
        .containsExactly("notes-author", "notes-rewritten");
    process.destroyForcibly().waitFor();

    assertThat(place.schema("rewriting").status().found()).isEqualTo(3);
    assertThat(place.query("select * from " + notes() + " where word <> 'word'")).isEmpty();
    assertThat(place.schema("rewriting").migrate().found()).isEqualTo(5);
    assertThat(place.query("select distinct author from " + notes())).containsExactly("nobody");
  }

  @Test
  @DisplayName("a change that running code does not tolerate is refused while it may run")
  void runningCode() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    StoreSchema rewriting = place.schema("rewriting");
    assertThatThrownBy(() -> rewriting.whileRunning().migrate())
        .isInstanceOf(BreakingChangeException.class)
        .hasMessageContaining("notes-rewritten");
    assertThat(rewriting.status().found()).isEqualTo(3);
    assertThat(rewriting.plan())
        .extracting(SchemaChange::name, SchemaChange::rewrites)
        .containsExactly(
            tuple("notes-author", List.of()), tuple("notes-rewritten", List.of("perdure_notes")));
    assertThat(rewriting.migrate().state()).isEqualTo(SchemaState.CURRENT);
  }

  @Test
  @DisplayName(
      "code of the older schema reads what is newer and tolerates readers, and writes it not")
  void olderCode() throws Exception {
    Place place = place();
    place.schema("rewriting").migrate();
    SchemaStatus older = place.schema("synthetic").status();
    assertThat(older.state()).isEqualTo(SchemaState.NEWER);
    assertThat(older.canRead()).isTrue();
    assertThat(older.canWrite()).isFalse();
    assertThat(place.schema("synthetic").migrate()).isEqualTo(older);
  }

  private String notes() {
    return prefix() + "perdure_notes";
  }

  @Test
  @DisplayName("steps after the commit are made once, however many processes come")
  void afterCommit() throws Exception {
    Place place = place();
    assertThat(together(place, "synthetic", 5)).containsOnly("CURRENT");
    assertThat(leftovers(place)).contains("perdure_notes_by_word");
    assertThat(
            place.query(
                "select id from " + prefix() + "perdure_changelog where id = 'notes-by-word'"))
        .hasSize(1);
    assertThat(place.schema("synthetic").migrate().state()).isEqualTo(SchemaState.CURRENT);
  }

  @Test
  @DisplayName("a step after the commit that was made but not noted down is found made")
  void afterCommitAgain() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    place.execute(
        "delete from " + prefix() + "perdure_changelog where id = 'notes-by-word'",
        "delete from " + prefix() + "perdure_schema where change = 'notes-by-word'");
    assertThat(place.schema("synthetic").status().pending()).containsExactly("notes-by-word");
    assertThat(place.schema("synthetic").migrate().state()).isEqualTo(SchemaState.CURRENT);
  }

  final void makeOlder(Place place) throws Exception {
    place.execute(
        "drop table " + prefix() + "perdure_once",
        "delete from " + prefix() + "perdure_schema where change = 'once-table'",
        "delete from " + prefix() + "perdure_changelog where id = 'once-table'");
  }

  /** What stands before a table's name. */
  abstract String prefix();

  private static List<String> together(Place place, String changelog, int number) throws Exception {
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        processes.add(MigrationProcess.start(place, changelog, 0));
      }
      List<String> said = new ArrayList<>();
      for (Process process : processes) {
        said.add(MigrationProcess.firstLine(process));
        assertThat(process.waitFor()).isZero();
      }
      return said;
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }
}
