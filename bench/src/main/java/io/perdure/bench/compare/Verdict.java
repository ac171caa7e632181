package io.perdure.bench.compare;

/**
 * How a bar was met.
 *
 * @param bar what was to be reached
 * @param reached what was
 * @param met whether that is enough
 */
public record Verdict(String bar, String reached, boolean met) {}
