package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A migration while older code runs")
class RunningCodeTest {
  private static final String LAST = "tasks-readable";

  @TempDir private Path folder;
  private SqliteFile file;

  @BeforeEach
  void file() {
    file = new SqliteFile(folder.resolve("store.db"));
  }

  @Test
  @DisplayName("makes changes that the code tolerates")
  void tolerated() throws SQLException {
    older();
    assertThat(lastNeeding(1).whileRunning().migrate().state()).isEqualTo(SchemaState.CURRENT);
  }

  @Test
  @DisplayName("refuses changes that the code does not tolerate, and makes none of them")
  void refused() throws SQLException {
    older();
    StoreSchema breaking = lastNeeding(Changelog.own().version());
    assertThatThrownBy(() -> breaking.whileRunning().migrate())
        .isInstanceOfSatisfying(
            BreakingChangeException.class, e -> assertThat(e.changes()).containsExactly(LAST))
        .hasMessageContaining("version " + (Changelog.own().version() - 1));
    assertThat(breaking.status().pending()).containsExactly(LAST);
    assertThat(breaking.plan())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.writableBy(Changelog.own().version() - 1)).isFalse();
              assertThat(change.readableBy(Changelog.own().version() - 1)).isTrue();
            });
    assertThat(breaking.migrate().state()).isEqualTo(SchemaState.CURRENT);
  }

  @Test
  @DisplayName("makes a new schema whatever it needs: no code can run without one")
  void absent() {
    assertThat(lastNeeding(Changelog.own().version()).whileRunning().migrate().state())
        .isEqualTo(SchemaState.CURRENT);
  }

  private void older() throws SQLException {
    file.schema().migrate();
    file.execute(
        "drop view perdure_task_readable",
        "delete from perdure_schema where change = '" + LAST + "'",
        "delete from perdure_changelog where id = '" + LAST + "'");
  }

  /** The own changelog with another bound for writers of its last change. */
  private StoreSchema lastNeeding(long minWriter) {
    Changelog own = Changelog.own();
    List<Change> changes = new ArrayList<>(own.changes());
    Change last = changes.remove(changes.size() - 1);
    changes.add(
        new Change(last.version(), last.name(), last.minReader(), minWriter, last.afterCommit()));
    return file.schema().changelog(new Changelog(own.path(), changes, true));
  }
}
