package io.perdure.store.timers;

import io.perdure.store.WorkflowId;
import java.time.Instant;
import java.util.Optional;

/**
 * A timer as it is stored.
 *
 * @param workflow whose timer
 * @param timer its name, unique within the workflow
 * @param fireAt when it is due, to the nanosecond
 * @param claimedUntil when the claim on it expires, by the store's clock, if somebody has claimed
 *     it; an instant that has passed says that anybody may claim it
 */
public record Timer(
    WorkflowId workflow, String timer, Instant fireAt, Optional<Instant> claimedUntil) {}
