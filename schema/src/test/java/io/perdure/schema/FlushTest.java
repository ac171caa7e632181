package io.perdure.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Flushing a file")
class FlushTest {
  @Test
  @DisplayName("is not broken off by an interrupt, which is kept")
  void interrupted(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "content");
    Thread.currentThread().interrupt();

    Flush.file(file);
    assertThat(Thread.interrupted()).isTrue();

    Thread.currentThread().interrupt();
    Flush.folder(folder);
    assertThat(Thread.interrupted()).isTrue();
  }
}
