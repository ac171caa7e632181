package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.perdure.Perdure;
import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Crowd;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Store;
import io.perdure.store.StoreUsageException;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("X7")
@DisplayName("A second engine in this process")
public abstract class OneEngineSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @Needs(Capability.DURABLE)
  @DisplayName("is refused on a file that is open, however its path is written")
  void refused(Database database) throws SQLException, IOException {
    Store store = database.store();
    Path file = Path.of(Beside.file(database.perdure()));
    Path link = Files.createSymbolicLink(database.scratch().resolve("link.db"), file);
    Path parent = file.resolve("..").normalize();
    Path folder = Files.createSymbolicLink(database.scratch().resolve("folder"), parent);
    Path here = Path.of("").toAbsolutePath();

    SoftAssertions softly = new SoftAssertions();
    for (Path path :
        List.of(
            file,
            parent.resolve("..").resolve(parent.getFileName()).resolve(file.getFileName()),
            here.relativize(file),
            link,
            folder.resolve(file.getFileName()))) {
      softly
          .assertThat(catchThrowable(() -> Perdure.sqlite(path).open().close()))
          .as("%s", path)
          .isInstanceOf(StoreUsageException.class)
          .hasMessageContaining(file.getFileName().toString());
    }
    softly.assertAll();

    assertThat(store.history().append(A, 0, event("one")).last()).isEqualTo(1);
    assertThat(store.history().head(A)).isEqualTo(1);
  }

  @Test
  @DisplayName("is refused however many try at once, but for one")
  void race(Database database) throws IOException {
    Path file = database.scratch().resolve("raced.db");
    try (Crowd crowd = new Crowd()) {
      List<Crowd.Call<Perdure>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        calls.add(crowd.call(() -> Perdure.sqlite(file).migrateOnOpen().open()));
      }
      calls.forEach(call -> Crowd.until("each ends", call::ended));

      int opened = 0;
      for (Crowd.Call<Perdure> call : calls) {
        if (call.answered()) {
          opened++;
          call.answer().close();
        } else {
          assertThat(call.failure()).isInstanceOf(StoreUsageException.class);
        }
      }
      assertThat(opened).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("is welcome when the first was closed, or could not be opened")
  void afterClose(Database database) throws IOException {
    Path file = database.scratch().resolve("next.db");
    assertThatThrownBy(() -> Perdure.sqlite(file).open().close())
        .isNotInstanceOf(StoreUsageException.class);
    for (long head = 0; head < 2; head++) {
      try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
        Store store = perdure.namespace("shop");
        assertThat(store.history().append(A, head, event("next")).last()).isEqualTo(head + 1);
      }
    }
  }

  @Test
  @Clause({"C2", "G12"})
  @DisplayName("is welcome if it only reads, and sees what the first has written")
  void reading(Database database) throws IOException {
    Path file = database.scratch().resolve("read.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open();
        PerdureReader reader = Perdure.sqlite(file).openReadOnly()) {
      Store store = perdure.namespace("shop");
      for (long head = 0; head < 3; head++) {
        store.history().append(A, head, event("next"));
        assertThat(reader.namespace("shop").history().head(A)).isEqualTo(head + 1);
      }
    }
  }

  @Test
  @DisplayName("is welcome on another file")
  void otherFile(Database database) throws IOException {
    Store store = database.store();
    Path file = database.scratch().resolve("other.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      assertThat(perdure.namespace("shop").history().append(A, 0, event("x")).last()).isEqualTo(1);
    }
    assertThat(store.history().head(A)).isZero();
  }
}
