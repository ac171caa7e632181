package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.events;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.NewEvent;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("H6")
@DisplayName("A stream of a history that is larger than the heap")
public abstract class StreamMemorySuite {
  static final WorkflowId LARGE = workflow("large");
  private static final int HEAP_MEBIBYTES = 64;
  static final int PAYLOADS = 24;
  static final int PAYLOAD_BYTES = 4 << 20;
  static final int SMALL = 20_000;

  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("goes through, in both directions, in a process with 64 MiB")
  void smallHeap(Database database) throws Exception {
    write(database.store());

    try (Child child = database.child(HEAP_MEBIBYTES, StreamingProcess.class)) {
      assertThat(child.hear()).isEqualTo("heap is small");
      long payloadBytes = (long) PAYLOADS * PAYLOAD_BYTES;
      String expected = (PAYLOADS + SMALL) + " events, " + payloadBytes + " large bytes";
      assertThat(child.hear()).isEqualTo("FORWARDS " + expected);
      assertThat(child.hear()).isEqualTo("BACKWARDS " + expected);
      assertThat(child.end()).isZero();
    }
  }

  private static void write(Store store) {
    byte[] bytes = new byte[PAYLOAD_BYTES];
    new Random(6).nextBytes(bytes);
    NewEvent large = NewEvent.of("large", Payload.of(bytes), AT);
    long head = 0;
    for (int i = 0; i < PAYLOADS / 2; i++) {
      head = store.history().append(LARGE, head, large).last();
    }
    List<NewEvent> small = events(SMALL / 2);
    head = store.history().append(Append.to(LARGE).at(head).events(small)).last();
    head = store.history().append(Append.to(LARGE).at(head).events(small)).last();
    for (int i = 0; i < PAYLOADS / 2; i++) {
      head = store.history().append(LARGE, head, large).last();
    }
  }
}
