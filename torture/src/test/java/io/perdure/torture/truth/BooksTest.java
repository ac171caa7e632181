package io.perdure.torture.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An operation that is asked again because its outcome is unknown")
class BooksTest {
  private static final String ASKED = "ask 1 w-1 put ONCE Put d-w-1 0";
  private static final String UNKNOWN = "told 2 w-1 UNKNOWN StoreUnavailableException|lost";
  private static final String AGAIN = "again 3 w-1";

  @TempDir private Path folder;

  @Test
  @DisplayName("stays unknown where the store could not look")
  void unavailable() throws Exception {
    for (String refusal :
        List.of("StoreUnavailableException", "StoreBusyException", "StoreInterruptedException")) {
      assertThat(told(ASKED, UNKNOWN, AGAIN, "told 4 w-1 REFUSED " + refusal + "|x").open())
          .as(refusal)
          .isTrue();
      assertThat(told(ASKED, AGAIN, "told 4 w-1 REFUSED " + refusal + "|x").open())
          .as("by another process, " + refusal)
          .isTrue();
    }
  }

  @Test
  @DisplayName("is refused where the store looked, and where nothing was unknown before")
  void looked() throws Exception {
    String conflict = "told 4 w-1 REFUSED RevisionConflictException|x";
    assertThat(told(ASKED, UNKNOWN, AGAIN, conflict).refused()).isTrue();
    assertThat(told(ASKED, "told 4 w-1 REFUSED StoreUnavailableException|x").refused()).isTrue();
  }

  @Test
  @DisplayName("is done when it is told so")
  void done() throws Exception {
    assertThat(told(ASKED, UNKNOWN, AGAIN, "told 4 w-1 DONE 1").done()).isTrue();
  }

  private Entry told(String... lines) throws Exception {
    Files.write(folder.resolve("w.0.log"), Stream.of(lines).map(Checked::line).toList());
    return Books.in(folder).find("w-1").orElseThrow();
  }
}
