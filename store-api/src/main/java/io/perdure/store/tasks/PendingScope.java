package io.perdure.store.tasks;

import java.time.Instant;

/**
 * A queue, or a node of it, that has tasks waiting.
 *
 * @param scope where they wait
 * @param firstDueAt when the first of them is due, held ones aside, by the store's clock
 */
public record PendingScope(TaskScope scope, Instant firstDueAt) {}
