package io.perdure.conformance.maintenance;

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
import io.perdure.store.StoreFailureException;
import io.perdure.store.WorkflowId;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("M3")
@DisplayName("A backup of a damaged store")
public abstract class DamagedBackupSuite {
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("that cannot be copied is refused, and leaves nothing")
  void unreadable(Database database) throws Exception {
    for (int i = 0; i < 200; i++) {
      database.store().history().append(A, i, event("e" + "x".repeat(300)));
    }
    Path sound = database.scratch().resolve("sound.db");
    database.perdure().backup(sound);
    int page = 4096;
    try (RandomAccessFile file = new RandomAccessFile(sound.toFile(), "rw")) {
      file.seek(file.length() - 10L * page);
      file.write(new byte[8 * page]);
    }

    assertRefused(database, sound, "could not be copied");
  }

  @Test
  @DisplayName("that can be copied is refused when the copy is read, and leaves nothing")
  void copied(Database database) throws Exception {
    database.store().history().append(A, 0, event("one"));
    Path spoiled = database.scratch().resolve("spoiled.db");
    database.perdure().backup(spoiled);
    redeclare(spoiled, "head INTEGER not null", "head INTEGER");
    Beside.execute(spoiled, "update perdure_workflow set head = null");
    redeclare(spoiled, "head INTEGER", "head INTEGER not null");

    assertRefused(database, spoiled, "damaged");
  }

  /** Says otherwise in the schema what may be in a column, which changes no row. */
  private static void redeclare(Path file, String from, String to) throws Exception {
    Beside.execute(
        file,
        "pragma writable_schema = on",
        "update sqlite_schema set sql = replace(sql, '%s', '%s') where name = 'perdure_workflow'"
            .formatted(from, to),
        "pragma writable_schema = reset");
  }

  private static void assertRefused(Database database, Path damaged, String why) throws Exception {
    Path copy = database.scratch().resolve("copy.db");
    try (PerdureReader reader = Perdure.sqlite(damaged).immutableCopy().openReadOnly()) {
      assertThatThrownBy(() -> reader.backup(copy))
          .isInstanceOf(StoreFailureException.class)
          .hasMessageContaining(why);
    }
    try (Stream<Path> left = Files.list(database.scratch())) {
      assertThat(left).containsExactly(damaged);
    }
  }
}
