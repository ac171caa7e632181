package io.perdure.bench.harness;

/**
 * An operation, and what it is compared with.
 *
 * @param name what they do, for people
 * @param floor what the operation is held against: itself on an empty store, or hand-written JDBC
 * @param measured the operation
 */
public record Contest(String name, Operation floor, Operation measured) {}
