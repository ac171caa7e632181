package io.perdure.bench.profile;

/**
 * What one method takes.
 *
 * @param method its class and its name, and what it calls of the driver if it is there that the
 *     time goes
 * @param share of the time of a run
 */
public record Hot(String method, double share) {}
