package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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

  @Test
  @DisplayName("what a change writes anew is kept before, as it was, for its owner only")
  void copyBeforeRewriting() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    assertThat(copies()).isEmpty();
    place.execute("update perdure_notes set word = 'precious' where id = 7");
    place.schema("rewriting").migrate();

    assertThat(copies()).containsExactly("store.db.before-3");
    Place copy = new Place("jdbc:sqlite:" + folder.resolve("store.db.before-3"));
    assertThat(copy.query("pragma integrity_check")).containsExactly("ok");
    assertThat(copy.query("select count(*) from perdure_notes")).containsExactly("2000");
    assertThat(copy.query("select word from perdure_notes where id = 7"))
        .containsExactly("precious");
    assertThat(copy.schema("synthetic").status().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(Files.getPosixFilePermissions(folder.resolve("store.db.before-3")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  @DisplayName("who reads meanwhile goes on, and sees what was there before")
  void readersMeanwhile() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    Process process = MigrationProcess.start(place, "rewriting", 28);
    assertThat(MigrationProcess.firstLine(process)).startsWith(MigrationProcess.STANDING);
    assertThatThrownBy(() -> place.schema("rewriting").patience(Duration.ofMillis(100)).migrate())
        .isInstanceOf(SchemaBusyException.class);
    assertThat(place.query("select count(*) from perdure_notes")).containsExactly("2000");
    assertThat(place.query("select name from pragma_table_info('perdure_notes')"))
        .containsExactly("id", "word");
    assertThat(place.schema("synthetic").status().canWrite()).isTrue();
    process.destroyForcibly().waitFor();
  }

  @Test
  @DisplayName("a disk that is full in the middle leaves what was there")
  void diskFull() throws Exception {
    Place place = place();
    place.schema("synthetic").migrate();
    StoreSchema full =
        StoreSchema.on(Place.dataSource(() -> withoutRoom(place)))
            .changelog(Place.changelog("rewriting"));
    assertThatThrownBy(full::migrate)
        .isInstanceOf(SchemaException.class)
        .hasStackTraceContaining("SQLITE_FULL");
    assertThat(place.schema("synthetic").status().state()).isEqualTo(SchemaState.CURRENT);
    assertThat(place.query("pragma integrity_check")).containsExactly("ok");
    assertThat(place.query("select name from pragma_table_info('perdure_notes')"))
        .containsExactly("id", "word");
    assertThat(place.schema("rewriting").migrate().found()).isEqualTo(5);
  }

  /** A connection on which the file cannot grow. */
  private static Connection withoutRoom(Place place) throws SQLException {
    Connection connection = place.connect();
    Sql.execute(connection, "pragma max_page_count = 1");
    return connection;
  }

  private List<String> copies() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches("store\\.db(-wal|-shm)?"))
          .toList();
    }
  }
}
