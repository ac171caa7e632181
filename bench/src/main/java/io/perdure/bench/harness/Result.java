package io.perdure.bench.harness;

/**
 * What a contest came to. Times are microseconds for each run, as many runs as fit into the time of
 * a block: with several callers it is less than what one of them waited.
 *
 * @param name what was measured
 * @param pace how often, and by how many
 * @param floor the time of the floor, by block
 * @param measured the time of the operation, by block
 * @param ratio measured to floor, by round
 */
public record Result(String name, Pace pace, Spread floor, Spread measured, Spread ratio) {}
