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
import io.perdure.store.PageRequest;
import io.perdure.store.Store;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("P6")
@DisplayName("An archive that is larger than the heap")
public abstract class LargeArchiveSuite {
  private static final int HEAP_MEBIBYTES = 40;
  private static final PageRequest ALL = PageRequest.first(10);

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("goes in, out, and through verify in a process with 40 MiB")
  void smallHeap(Database database) throws Exception {
    database.store();

    try (Child child = database.child(HEAP_MEBIBYTES, LargeArchiveProcess.class, "all")) {
      assertThat(child.hear()).isEqualTo("heap is small");
      assertThat(child.hear()).isEqualTo("put 100663296");
      assertThat(child.hear()).isEqualTo("read the same");
      assertThat(child.hear()).isEqualTo("verified, as SHA-256: false");
      assertThat(child.end()).isZero();
    }

    assertThat(database.store().packages().list(ALL).entries()).hasSize(1);
  }

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @Clause("P1")
  @DisplayName("of a process that was killed while it came is seen by nobody, and collected")
  void killed(Database database) throws Exception {
    Store store = database.store();

    try (Child child = database.child(LargeArchiveProcess.class, "hang")) {
      assertThat(child.hear()).startsWith("heap");
      assertThat(child.hear()).isEqualTo("in the middle");
      assertThat(archiveRows(database)).isEqualTo(1);
      child.kill();
    }

    assertThat(store.packages().list(ALL).entries()).isEmpty();
    assertThat(store.packages().routes(ALL).entries()).isEmpty();
    store.packages().put(deployed("order", "v1"), bytes(10));
    assertThat(read(store.packages().archive("order", "v1"))).isEqualTo(bytes(10));
    database.advance(Duration.ofHours(25));
    store.packages().put(deployed("order", "v2"), bytes(10));
    assertThat(archiveRows(database)).isEqualTo(2);
  }
}
