package io.perdure.store.outputs;

/**
 * An output that another was made from, directly or not.
 *
 * @param output the output
 * @param depth by how many steps, the fewest; 1 for a parent
 */
public record Ancestor(OutputEntry output, int depth) {}
