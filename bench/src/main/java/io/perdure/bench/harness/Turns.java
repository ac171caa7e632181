package io.perdure.bench.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of many entrants in turns, in blocks that are short enough for all to meet
 * the same machine. Who begins moves on from round to round, so that what is compared within a
 * round was measured side by side.
 */
public final class Turns implements AutoCloseable {
  private static final double NANOS = 1000;

  private final int callers;
  private final Budget budget;
  private final Crew crew;

  /** Begins with threads for that many callers. */
  public Turns(int callers, Budget budget) {
    this.callers = callers;
    this.budget = budget;
    this.crew = new Crew(callers);
  }

  /**
   * Warms all up, then measures them.
   *
   * @param warmed what is done in between
   */
  public List<Measured> run(List<Operation> operations, Runnable warmed) {
    List<Seat> seats = operations.stream().map(Seat::new).toList();
    seats.forEach(seat -> seat.attempt(() -> seat.warm(budget.warming())));
    long patience = System.nanoTime() + budget.compiling().toNanos();
    Compilers compilers = new Compilers();
    do {
      seats.forEach(seat -> seat.attempt(() -> seat.warm(1)));
    } while (compilers.busy() && System.nanoTime() < patience);
    warmed.run();
    for (int round = 0; round < budget.rounds(); round++) {
      for (int i = 0; i < seats.size(); i++) {
        int now = round;
        Seat seat = seats.get((round + i) % seats.size());
        seat.attempt(() -> seat.measure(now));
      }
    }
    List<Measured> measured = new ArrayList<>();
    seats.forEach(seat -> measured.add(seat.measured()));
    return measured;
  }

  @Override
  public void close() {
    crew.close();
  }

  /** One operation, and what is known of it. */
  private final class Seat {
    private final Operation operation;
    private final double[] micros = new double[budget.rounds()];
    private final double[] allocated = new double[budget.rounds()];
    private final Histogram latencies = Crew.latencies();
    private int each = 1;
    private @Nullable RuntimeException failure;

    Seat(Operation operation) {
      this.operation = operation;
    }

    /** Who fails is asked no more. */
    void attempt(Runnable work) {
      if (failure != null) {
        return;
      }
      try {
        work.run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    /** Finds out how many runs fill a block, in so many blocks that fill it. */
    void warm(int blocks) {
      long wanted = budget.block().toNanos();
      long most = Math.max(1, budget.most() / callers);
      for (int left = blocks; left > 0; ) {
        long took = Math.max(1, crew.run(operation, each));
        long next = Math.max(1, Math.min(most, each * wanted / took));
        if (next <= each * 2L) {
          left--;
        }
        each = (int) Math.min(next, each * 8L);
      }
    }

    void measure(int round) {
      long looking = Allocation.ofLooking();
      Allocation allocation = Allocation.begin();
      long nanos = crew.run(operation, each, latencies);
      double runs = (double) each * callers;
      micros[round] = nanos / NANOS / runs;
      allocated[round] = Math.max(0, allocation.bytes() - looking) / runs;
    }

    Measured measured() {
      OptionalDouble[] fairness = {OptionalDouble.empty()};
      attempt(() -> fairness[0] = fairness());
      return failure == null
          ? new Measured(
              Arrays.stream(micros).boxed().toList(),
              latencies,
              Spread.of(allocated).median(),
              fairness[0],
              Optional.empty())
          : Measured.failed(failure);
    }

    private OptionalDouble fairness() {
      if (callers == 1 || budget.window().isZero() || !(operation instanceof Called called)) {
        return OptionalDouble.empty();
      }
      long[] counts = crew.counts(called, budget.window().toNanos());
      Arrays.sort(counts);
      return OptionalDouble.of((double) counts[0] / counts[callers - 1]);
    }
  }
}
