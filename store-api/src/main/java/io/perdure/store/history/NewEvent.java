package io.perdure.store.history;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.internal.Checks;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that is to be appended.
 *
 * @param type what happened, 1 to 512 bytes of UTF-8
 * @param payload the content, within the store's payload limit
 * @param recordedAt the caller's instant of it, kept to the nanosecond; the store neither orders by
 *     it nor compares it, but start and close of runs are taken from marked events
 * @param metadata opaque bytes beside the payload (a trace, a cause), within the payload limit
 * @param mark what the event says of the workflow's life, if anything
 */
public record NewEvent(
    String type,
    Payload payload,
    Instant recordedAt,
    Optional<Bytes> metadata,
    Optional<Mark> mark) {
  public NewEvent {
    Checks.id("event type", type);
    Checks.present("payload", payload);
    Checks.instant("recordedAt", recordedAt);
    Checks.present("metadata", metadata);
    Checks.present("mark", mark);
  }

  /** An event without metadata and mark. */
  public static NewEvent of(String type, Payload payload, Instant recordedAt) {
    return new NewEvent(type, payload, recordedAt, Optional.empty(), Optional.empty());
  }

  /** The same with that metadata. */
  public NewEvent metadata(Bytes bytes) {
    return new NewEvent(
        type, payload, recordedAt, Optional.of(Checks.present("metadata", bytes)), mark);
  }

  /** The same with that mark. */
  public NewEvent mark(Mark mark) {
    return new NewEvent(
        type, payload, recordedAt, metadata, Optional.of(Checks.present("mark", mark)));
  }

  /** Bytes of payload and metadata, which the limits count. */
  public long size() {
    return (long) payload.bytes().size() + metadata.map(Bytes::size).orElse(0);
  }
}
