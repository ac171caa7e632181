package io.perdure.bench.harness;

/**
 * Runs floor and operation in turns, in blocks that are short enough for both to meet the same
 * machine, and compares the two blocks of each round. Who is first changes from round to round.
 */
public final class Rounds implements AutoCloseable {
  private static final double NANOS = 1000;

  private final Pace pace;
  private final Crew crew;

  /** Begins with threads for that many callers. */
  public Rounds(Pace pace) {
    this.pace = pace;
    this.crew = new Crew(pace.callers());
  }

  /**
   * Warms both up, then measures.
   *
   * @param warmed what is done in between
   */
  public Result run(Contest contest, Runnable warmed) {
    for (int i = 0; i < Pace.WARMING; i++) {
      block(contest.floor());
      block(contest.measured());
    }
    warmed.run();
    double[] floor = new double[pace.rounds()];
    double[] measured = new double[pace.rounds()];
    double[] ratio = new double[pace.rounds()];
    for (int i = 0; i < pace.rounds(); i++) {
      if (i % 2 == 0) {
        floor[i] = block(contest.floor());
        measured[i] = block(contest.measured());
      } else {
        measured[i] = block(contest.measured());
        floor[i] = block(contest.floor());
      }
      ratio[i] = measured[i] / floor[i];
    }
    return new Result(
        contest.name(), pace, Spread.of(floor), Spread.of(measured), Spread.of(ratio));
  }

  /** The time of a block in microseconds, divided by its runs. */
  private double block(Operation operation) {
    return crew.run(operation, pace.block()) / NANOS / pace.runs();
  }

  @Override
  public void close() {
    crew.close();
  }
}
