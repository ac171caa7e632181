package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Migration on SQLite")
class SqliteMigrationTest extends MigrationContract {
  @TempDir private Path folder;

  @Override
  Place place() {
    return new Place("jdbc:sqlite:" + folder.resolve("store.db"));
  }

  @Override
  List<String> leftovers(Place place) throws Exception {
    return place.query("select name from sqlite_master where name like 'perdure%'");
  }

  @Override
  String prefix() {
    return "";
  }

  @Test
  @DisplayName("a migrated file is in WAL mode, and stays so")
  void wal() throws Exception {
    Place place = place();
    place.schema().migrate();
    assertThat(place.query("pragma journal_mode")).containsExactly("wal");
  }
}
