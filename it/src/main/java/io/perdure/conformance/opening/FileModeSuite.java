package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Beside;
import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the file system knows no owners there is nothing to see, and every file is fine. */
@EveryBackend
@Needs(Capability.EMBEDDED)
@Clause("C1")
@DisplayName("The files of a store on SQLite")
public abstract class FileModeSuite {
  private static final String OWNER_ONLY = "rw-------";
  private static final WorkflowId A = WorkflowId.of("a");

  @Test
  @DisplayName("are readable and writable by their owner only: database, log and index")
  void ownerOnly(Database database) throws Exception {
    database.store().history().append(A, 0, event("one"));

    assertModes(Path.of(Beside.file(database.perdure())), OWNER_ONLY);
  }

  @Test
  @DisplayName("are so wherever they are made, also in a folder that everybody may read")
  void inAnOpenFolder(Database database) throws Exception {
    Path folder = Files.createDirectory(database.scratch().resolve("open"));
    if (knowsOwners(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path file = folder.resolve("store.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("shop").history().append(A, 0, event("one"));
      assertModes(file, OWNER_ONLY);
    }
  }

  @Test
  @DisplayName("that were there keep their mode, and what SQLite puts beside them has the same")
  void kept(Database database) throws Exception {
    Path file = database.scratch().resolve("shared.db");
    Files.createFile(file);
    if (knowsOwners(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    }
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("shop").history().append(A, 0, event("one"));
      assertModes(file, "rw-rw-r--");
    }
  }

  private static void assertModes(Path file, String mode) throws IOException {
    for (String end : new String[] {"", "-wal", "-shm"}) {
      Path each = Path.of(file + end);
      assertThat(each).exists();
      if (knowsOwners(each)) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as("%s", each)
            .isEqualTo(mode);
      }
    }
  }

  private static boolean knowsOwners(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }
}
