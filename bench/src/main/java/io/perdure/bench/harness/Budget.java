package io.perdure.bench.harness;

import java.time.Duration;

/**
 * How long everybody is measured. Blocks are bounded by time and not by runs, because entrants
 * differ by a factor of a thousand.
 *
 * @param warming blocks that are run before those that count
 * @param compiling how long at most all are warmed up further, in turns, while the JIT compilers
 *     are busy
 * @param rounds blocks of each that count
 * @param block how long a block should take
 * @param most runs of a block, of all callers together
 * @param window how long it is watched which caller gets how many turns; zero for not at all
 */
public record Budget(
    int warming, Duration compiling, int rounds, Duration block, int most, Duration window) {
  /** The same, without watching who gets how many turns: for what must be prepared. */
  public Budget unwatched() {
    return new Budget(warming, compiling, rounds, block, most, Duration.ZERO);
  }
}
