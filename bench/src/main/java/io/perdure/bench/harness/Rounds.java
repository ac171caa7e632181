package io.perdure.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs floor and operation in turns, in blocks that are short enough for both to meet the same
 * machine, and compares the two blocks of each round. Who is first changes from round to round.
 */
public final class Rounds implements AutoCloseable {
  private static final double NANOS = 1000;

  private final Pace pace;
  private final ExecutorService callers;

  /** Begins with threads for that many callers. */
  public Rounds(Pace pace) {
    this.pace = pace;
    this.callers = Executors.newFixedThreadPool(pace.callers());
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
    operation.prepare(pace.runs());
    return nanos(operation) / NANOS / pace.runs();
  }

  private long nanos(Operation operation) {
    if (operation instanceof Called called && pace.callers() > 1) {
      return together(called);
    }
    long begun = System.nanoTime();
    if (operation instanceof Called called) {
      loop(called);
    } else if (operation instanceof SelfDriven driven) {
      driven.runAll();
    }
    return System.nanoTime() - begun;
  }

  private long together(Called operation) {
    CyclicBarrier start = new CyclicBarrier(pace.callers() + 1);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < pace.callers(); i++) {
      running.add(
          callers.submit(
              () -> {
                start.await();
                loop(operation);
                return pace;
              }));
    }
    try {
      start.await();
      long begun = System.nanoTime();
      for (Future<?> caller : running) {
        caller.get();
      }
      return System.nanoTime() - begun;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private void loop(Called operation) {
    for (int i = 0; i < pace.block(); i++) {
      operation.run();
    }
  }

  @Override
  public void close() {
    callers.shutdownNow();
  }
}
