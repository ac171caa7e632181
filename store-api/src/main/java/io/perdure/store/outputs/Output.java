package io.perdure.store.outputs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An output as it is stored.
 *
 * @param id its id
 * @param of the task and the attempt that produced it
 * @param producer who produced it
 * @param kind what it is
 * @param name its name
 * @param note for people
 * @param content what it holds
 * @param parents what it was made from, in the order in which they were given
 * @param at when it was appended, by the store's clock
 */
public record Output(
    OutputId id,
    TaskAttempt of,
    String producer,
    OutputKind kind,
    Optional<String> name,
    Optional<String> note,
    Content content,
    List<OutputId> parents,
    Instant at) {}
