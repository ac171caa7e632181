package io.perdure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final WorkflowId ORDER = WorkflowId.of("order");
  private static final NewEvent PLACED =
      NewEvent.of("Placed", Payload.json("{}"), Instant.parse("2026-11-21T10:00:00Z"));

  @Test
  @DisplayName("A store in use is copied; the copy's path and size are told, and it opens")
  void copies(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shop.db");
    Path copy = folder.resolve("copy.db");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      perdure.namespace("default").history().append(ORDER, 0, PLACED);

      Cli.Answer answer = Cli.plain().run("backup", "--sqlite", file.toString(), copy.toString());

      assertThat(answer.err()).isEmpty();
      assertThat(answer.exitCode()).isZero();
      assertThat(answer.out()).isEqualTo("file\t" + copy + "\nbytes\t" + Files.size(copy) + "\n");
    }
    Cli.Answer history = Cli.plain().run("history", "order", "--sqlite", copy.toString());
    assertThat(history.exitCode()).isZero();
    assertThat(history.out()).contains("Placed");
  }

  @Test
  @DisplayName("A copy overwrites nothing, and what is not there cannot be copied")
  void refusals(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shop.db");
    Path copy = folder.resolve("copy.db");
    Cli.Answer absent = Cli.plain().run("backup", "--sqlite", file.toString(), copy.toString());
    assertThat(absent.exitCode()).isEqualTo(1);
    assertThat(absent.err()).contains("no file");
    assertThat(file).doesNotExist();

    Perdure.sqlite(file).migrateOnOpen().open().close();
    Files.writeString(copy, "precious");
    Cli.Answer taken = Cli.plain().run("backup", "--sqlite", file.toString(), copy.toString());
    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.err()).contains("exists already").hasLineCount(1);
    assertThat(copy).hasContent("precious");
  }
}
