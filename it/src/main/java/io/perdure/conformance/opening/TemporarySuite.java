package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreException;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("C2")
@DisplayName("A store on SQLite")
public abstract class TemporarySuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName(
      "that is temporary works without a path, and leaves no file behind when it is closed")
  void temporary() throws SQLException {
    Path file;
    try (Perdure perdure = Perdure.temporary().open()) {
      Store store = perdure.namespace("shop");
      assertThat(store.history().append(A, 0, event("one")).last()).isEqualTo(1);
      file = Path.of(Beside.file(perdure));
      assertThat(file).exists();
    }
    for (String end : List.of("", "-wal", "-shm", "-journal")) {
      assertThat(Path.of(file + end)).doesNotExist();
    }
  }

  @Test
  @DisplayName("that is temporary shares nothing with another one")
  void twoTemporaries() {
    try (Perdure one = Perdure.temporary().open();
        Perdure other = Perdure.temporary().open()) {
      one.namespace("shop").history().append(A, 0, event("one"));
      assertThat(other.namespace("shop").history().head(A)).isZero();
    }
  }

  @Test
  @DisplayName("is not made by opening it for reading only")
  void readOnlyMakesNothing(Database database) throws IOException {
    Path file = database.scratch().resolve("absent.db");

    assertThatThrownBy(() -> Perdure.sqlite(file).openReadOnly().close())
        .isInstanceOf(StoreException.class);

    try (Stream<Path> files = Files.list(database.scratch())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @DisplayName("can be read from an immutable copy, beside which nothing is written")
  void immutableCopy(Database database) throws SQLException, IOException {
    database.store().history().append(A, 0, event("one"), event("two"));
    Path folder = Files.createDirectory(database.scratch().resolve("copies"));
    Path copy = folder.resolve("copy.db");
    Beside.of(database).execute("vacuum into '" + copy + "'");

    try (PerdureReader reader = Perdure.sqlite(copy).immutableCopy().openReadOnly()) {
      assertThat(reader.namespace("shop").history().read(A))
          .isEqualTo(database.store().history().read(A))
          .hasSize(2);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(copy);
      }
    }
    assertThatThrownBy(() -> Perdure.sqlite(copy).immutableCopy().open().close())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Clause("G12")
  @DisplayName("that is a copy in WAL mode can be read as immutable, too")
  void immutableWal(Database database) throws SQLException, IOException {
    Path folder = Files.createDirectory(database.scratch().resolve("copies"));
    Path file = folder.resolve("wal.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("shop").history().append(A, 0, event("one"));
    }
    assertThat(Beside.texts(file, "pragma journal_mode")).containsExactly("wal");

    try (PerdureReader reader = Perdure.sqlite(file).immutableCopy().openReadOnly()) {
      assertThat(reader.namespace("shop").history().head(A)).isEqualTo(1);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
    }
  }
}
