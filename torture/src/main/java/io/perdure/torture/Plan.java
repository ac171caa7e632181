package io.perdure.torture;

import java.time.Duration;
import java.util.List;

/**
 * What is to happen in a run.
 *
 * @param backend {@code sqlite} or {@code postgres}
 * @param time for how long faults strike
 * @param rounds how often each fault strikes, instead of by time; 0 for by time
 * @param seed of what workers do, and of which faults strike when
 * @param workers how many processes work
 * @param faults those that strike; all that suit the backend if none is named
 * @param command how it was asked for
 * @param image of the container in which a Postgres server runs; empty if in none
 */
record Plan(
    String backend,
    Duration time,
    int rounds,
    long seed,
    int workers,
    List<String> faults,
    String command,
    String image) {}
