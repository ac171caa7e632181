package io.perdure.bench.compare;

import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Spread;
import java.util.Optional;

/**
 * What one entrant came to in a row.
 *
 * @param ofBest its speed, that of the best floor being 1
 * @param ofNaive its speed, that of the naive floor being 1
 * @param counts what one run sends, where that can be told
 * @param difference what it does less or more than Perdure; empty if the same
 */
public record Line(
    String entrant,
    Measured measured,
    Optional<Spread> ofBest,
    Optional<Spread> ofNaive,
    Optional<Counts> counts,
    String difference) {}
