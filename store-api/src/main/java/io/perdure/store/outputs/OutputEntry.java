package io.perdure.store.outputs;

import java.time.Instant;
import java.util.Optional;

/**
 * An output in a list, without its bytes and its parents.
 *
 * @param id its id
 * @param of the task and the attempt that produced it
 * @param producer who produced it
 * @param kind what it is
 * @param name its name
 * @param note for people
 * @param inline what the store keeps of it, if it does
 * @param reference where its content is, if that is elsewhere
 * @param at when it was appended, by the store's clock
 */
public record OutputEntry(
    OutputId id,
    TaskAttempt of,
    String producer,
    OutputKind kind,
    Optional<String> name,
    Optional<String> note,
    Optional<Stored> inline,
    Optional<Content.Reference> reference,
    Instant at) {

  /**
   * Bytes that the store keeps, without them.
   *
   * @param contentType their content type
   * @param size how many there are
   */
  public record Stored(String contentType, long size) {}
}
