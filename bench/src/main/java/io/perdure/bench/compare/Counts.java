package io.perdure.bench.compare;

/**
 * What one run sends to the database.
 *
 * @param statements that the server completed
 * @param roundTrips how often it was waited for; none where nothing travels
 */
public record Counts(double statements, double roundTrips) {}
