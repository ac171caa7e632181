package io.perdure.cli.temporal;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.history.NewEvent;
import java.util.Arrays;

/**
 * An event of an exported history: what it says, and where its own JSON stands in the file.
 *
 * @param offset of its first byte in the file
 * @param length of its JSON, from brace to brace
 * @param saying type, time and mark; its payload is empty
 */
record TemporalEvent(int offset, int length, NewEvent saying) {
  /** The event with its own bytes of that file as its payload. */
  NewEvent from(byte[] file) {
    byte[] json = Arrays.copyOfRange(file, offset, offset + length);
    return new NewEvent(
        saying.type(),
        new Payload(Bytes.copyOf(json), Payload.JSON),
        saying.recordedAt(),
        saying.metadata(),
        saying.mark());
  }
}
