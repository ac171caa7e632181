package io.perdure.store.history;

import io.perdure.store.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of a workflow.
 *
 * @param number its place in the chain, from 1
 * @param id its id, given or made at its start
 * @param parent the run before it in the chain; empty for the first
 * @param type what sort of workflow its start said
 * @param status RUNNING or PAUSED for the last one, ended for those before
 * @param startedAt recorded instant of the event that started it
 * @param closedAt recorded instant of the event that ended it
 * @param failure the reason, if it failed
 */
public record Run(
    long number,
    RunId id,
    Optional<RunId> parent,
    String type,
    WorkflowStatus status,
    Instant startedAt,
    Optional<Instant> closedAt,
    Optional<String> failure) {}
