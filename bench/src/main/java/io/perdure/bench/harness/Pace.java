package io.perdure.bench.harness;

/**
 * How often and by how many an operation is run.
 *
 * @param callers how many threads run it at a time
 * @param rounds how many pairs of blocks are measured
 * @param block how long a block is: runs of each caller
 */
public record Pace(int callers, int rounds, int block) {
  /** Rounds that are run before those that count. */
  static final int WARMING = 5;

  public Pace {
    if (callers < 1 || rounds < 1 || block < 1) {
      throw new IllegalArgumentException("at least one of each, not " + callers + ", " + rounds);
    }
  }

  /** The runs of a block, of all callers together. */
  public int runs() {
    return callers * block;
  }
}
