package io.perdure.store.maintenance;

/**
 * What a prune removed.
 *
 * @param removed what was removed, counted
 * @param more whether there was more of it than the request's limit: another call removes it
 */
public record Pruned(Removed removed, boolean more) {}
