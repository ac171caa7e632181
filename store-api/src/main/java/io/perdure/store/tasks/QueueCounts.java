package io.perdure.store.tasks;

/**
 * How much a queue has that has not ended.
 *
 * @param queue its name
 * @param pending tasks that wait, due or not, held or not
 * @param claimed tasks in the hands of claimants, or of claims that have expired
 */
public record QueueCounts(String queue, long pending, long claimed) {}
