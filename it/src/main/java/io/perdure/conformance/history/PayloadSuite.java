package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.NewEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("H7")
@DisplayName("Payloads")
public abstract class PayloadSuite {
  private static final int MIB = 1 << 20;
  private static final WorkflowId FILES = workflow("files");

  @Test
  @DisplayName("of every size from empty to 16 MiB come back byte for byte, with their metadata")
  void everySize(Store store) {
    Random random = new Random(7);
    List<NewEvent> events = new ArrayList<>();
    for (int size : new int[] {0, 1, 2, 255, 256, 4095, 4096, 4097, 65_536, 1_000_003, 16 * MIB}) {
      events.add(
          NewEvent.of("size-" + size, Payload.of(bytes(random, size)), AT)
              .metadata(Bytes.copyOf(bytes(random, Math.min(size, 100_000)))));
    }
    store.history().append(Append.to(FILES).events(events));

    List<Event> read = store.history().read(FILES);
    assertThat(read).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      assertThat(read.get(i).payload()).as(events.get(i).type()).isEqualTo(events.get(i).payload());
      assertThat(read.get(i).metadata())
          .as(events.get(i).type())
          .isEqualTo(events.get(i).metadata());
    }
  }

  @Test
  @DisplayName("keep every one of the 256 bytes, also what looks like text, escapes or zeros")
  void everyByte(Store store) {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    Payload[] payloads = {
      Payload.of(every),
      Payload.of(new byte[1000]),
      Payload.of("\\x00\\\\ ' \" \\000".getBytes(StandardCharsets.US_ASCII)),
      Payload.json("{\"not\": parsed"),
    };
    for (int i = 0; i < payloads.length; i++) {
      store.history().append(FILES, i, NewEvent.of("bytes", payloads[i], AT));
    }

    assertThat(store.history().read(FILES)).extracting(Event::payload).containsExactly(payloads);
  }

  @Test
  @Clause("G2")
  @DisplayName("of 64 MiB in one append are taken")
  void sixtyFourMebibytes(Store store) {
    Payload quarter = Payload.of(bytes(new Random(8), 16 * MIB));
    NewEvent event = NewEvent.of("quarter", quarter, AT);
    store.history().append(FILES, 0, event, event, event, event);

    assertThat(store.history().head(FILES)).isEqualTo(4);
    for (long seq = 1; seq <= 4; seq++) {
      List<Event> one = store.history().read(FILES, EventRange.from(seq).limit(1));
      assertThat(one).extracting(Event::payload).containsExactly(quarter);
    }
  }

  @Test
  @DisplayName("are copied when they are made: changing the array changes nothing stored")
  void arraysAreCopied(Store store) {
    byte[] array = {1, 2, 3};
    NewEvent event = NewEvent.of("array", Payload.of(array), AT);
    array[0] = 9;
    store.history().append(FILES, 0, event, event("other"));

    byte[] read = store.history().read(FILES).get(0).payload().bytes().toByteArray();
    assertThat(read).containsExactly(1, 2, 3);
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
