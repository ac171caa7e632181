package io.perdure.conformance.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.PageRequest;
import io.perdure.store.SchemaMismatchException;
import io.perdure.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("C4")
@DisplayName("Opening a file")
public abstract class FreshFileSuite {
  @Test
  @DisplayName("that is not there makes nothing unless asked to migrate")
  void absent(Database database) throws IOException {
    Path file = database.scratch().resolve("absent.db");

    assertThatThrownBy(() -> Perdure.sqlite(file).open().close())
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("migrateOnOpen()");
    try (Stream<Path> files = Files.list(database.scratch())) {
      assertThat(files).isEmpty();
    }

    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      assertThat(perdure.administration().namespaces(PageRequest.first(10)).entries()).isEmpty();
    }
    assertThat(file).exists();
  }

  @Test
  @DisplayName("that is empty is the same as one that is not there")
  void empty(Database database) throws IOException {
    Path file = Files.createFile(database.scratch().resolve("empty.db"));

    assertThatThrownBy(() -> Perdure.sqlite(file).open().close())
        .isInstanceOf(SchemaMismatchException.class);
    assertThat(file).isEmptyFile();
    Perdure.sqlite(file).migrateOnOpen().open().close();
    Perdure.sqlite(file).open().close();
  }

  @Test
  @DisplayName("in a folder that is not there is refused, also when asked to migrate")
  void noFolder(Database database) throws IOException {
    Path file = database.scratch().resolve("nowhere").resolve("own.db");

    assertThatThrownBy(() -> Perdure.sqlite(file).migrateOnOpen().open().close())
        .isInstanceOf(StoreException.class);
    assertThat(file.getParent()).doesNotExist();
  }
}
