package io.perdure.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.PerdureReader;
import io.perdure.torture.truth.Books;
import io.perdure.torture.workload.Backups;
import io.perdure.torture.workload.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is found in the backups that were taken meanwhile. */
class BackupCheckTest extends SpoiltRun {
  private static final String FILE_OF_BACKUP = Backups.FOLDER + "/a-24.db";

  @Test
  @DisplayName("A backup is right by what was told when it began; what it lacks is found")
  void backup() throws Exception {
    assertThat(inBackups()).isEmpty();
    sql(FILE_OF_BACKUP, "delete from perdure_document where key = 'document-1'");
    assertThat(inBackups())
        .anyMatch(found -> found.contains("what was acknowledged is there: a-8 "));
  }

  @Test
  @DisplayName("A backup with what was asked when it had ended, and one nobody asked, are found")
  void backupOfLater() throws Exception {
    Path backup = folder.resolve(FILE_OF_BACKUP);
    Files.delete(backup);
    try (PerdureReader later = Door.file(folder.resolve(RunFolder.FILE)).open().openReadOnly()) {
      later.backup(backup);
    }
    assertThat(inBackups()).anyMatch(found -> found.contains("nobody asked: document document-2"));
    Files.move(backup, backup.resolveSibling("b-1.db"));
    assertThat(inBackups()).containsExactly("nobody asked for the backup b-1.db");
    Files.writeString(backup, "no database");
    assertThat(inBackups()).anyMatch(found -> found.contains("a-24.db cannot be opened"));
  }

  private List<String> inBackups() throws IOException {
    return new BackupCheck(new RunFolder(folder)).all(Books.in(folder.resolve(RunFolder.LOGS)));
  }
}
