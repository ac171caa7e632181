package io.perdure.conformance.packages;

import static io.perdure.conformance.packages.Archives.archiveRows;
import static io.perdure.conformance.packages.Archives.bytes;
import static io.perdure.conformance.packages.Archives.deployed;
import static io.perdure.conformance.packages.Archives.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.conformance.kit.Sample;
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EveryBackend
@Clause("P6")
@DisplayName("An archive that is larger than the heap")
public abstract class LargeArchiveSuite {
  private static final int HEAP_MEBIBYTES = 40;

  /** The size, which can be said: 1024 is the most that there is, and has one byte more refused. */
  private static final long BYTES =
      (long) Integer.getInteger("perdure.archive.mebibytes", 128) << 20;

  private static final long MOST_BYTES = 1L << 30;
  private static final PageRequest ALL = PageRequest.first(10);

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  @DisplayName("goes in, out, and through verify in a process with 40 MiB")
  void smallHeap(Database database) throws Exception {
    database.store();

    try (Child child = database.child(HEAP_MEBIBYTES, LargeArchiveProcess.class, "" + BYTES)) {
      assertThat(child.hear()).isEqualTo("heap is small");
      assertThat(hearAtEnd(child)).isEqualTo("put " + BYTES);
      assertThat(child.hear()).isEqualTo("read the same");
      assertThat(child.hear()).isEqualTo("verified, as SHA-256: false");
      if (BYTES == MOST_BYTES) {
        assertThat(hearAtEnd(child)).startsWith("refused: archive").contains("1,073,741,824");
      }
      assertThat(child.end()).isZero();
    }

    assertThat(database.store().packages().list(ALL).entries()).hasSize(1);
    assertThat(archiveRows(database)).isEqualTo(1);
  }

  /** What it says when it is through with the stream. */
  private static String hearAtEnd(Child child) throws InterruptedException {
    String line = child.hear();
    while (line.startsWith("at ")) {
      line = child.hear();
    }
    return line;
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @Clause("P1")
  @DisplayName(
      "keeps no other process from writing while it is waited for; when the one that stores it is"
          + " killed it is seen by nobody, and collected")
  void killed(Database database) throws Exception {
    Store store = database.store();

    try (Child child = database.child(LargeArchiveProcess.class, "0")) {
      assertThat(child.hear()).startsWith("heap");
      assertThat(child.hear()).isEqualTo("in the middle");
      assertThat(archiveRows(database)).isEqualTo(1);
      store.history().append(WorkflowId.of("w"), 0, Sample.event("beside"));
      store.packages().put(deployed("order", "v0"), bytes(10));
      child.kill();
    }

    assertThat(store.packages().list(ALL).entries()).hasSize(1);
    assertThat(store.packages().routes(ALL).entries()).hasSize(1);
    store.packages().put(deployed("order", "v1"), bytes(10));
    assertThat(read(store.packages().archive("order", "v1"))).isEqualTo(bytes(10));
    database.advance(Duration.ofHours(23));
    store.packages().delete("not", "there");
    assertThat(archiveRows(database)).isEqualTo(3);
    database.advance(Duration.ofHours(2));
    store.packages().put(deployed("order", "v2"), bytes(10));
    assertThat(archiveRows(database)).isEqualTo(3);
    assertThat(store.packages().list(ALL).entries()).hasSize(3);
  }
}
