package io.perdure.store.history;

import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as it is stored.
 *
 * @param seq its sequence number: 1 for the first event of its workflow, without gaps
 * @param run the number of the run it belongs to: 1 for the first; 0 if it came before any run
 *     started
 * @param type what happened
 * @param payload the content, byte for byte as it was appended
 * @param recordedAt the caller's instant, to the nanosecond
 * @param metadata the bytes beside the payload, if there were any
 * @param mark what kind of mark it carried, if any
 */
public record Event(
    long seq,
    long run,
    String type,
    Payload payload,
    Instant recordedAt,
    Optional<Bytes> metadata,
    Optional<MarkKind> mark) {}
