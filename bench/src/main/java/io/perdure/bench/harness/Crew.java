package io.perdure.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/** The callers of an operation: one of them is the thread that asks, many have threads. */
public final class Crew implements AutoCloseable {
  private static final int DIGITS = 3;
  private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

  private final int callers;
  private final ExecutorService threads;
  private final Queue<Histogram> spare = new ConcurrentLinkedQueue<>();

  public Crew(int callers) {
    this.callers = callers;
    this.threads = Executors.newFixedThreadPool(callers);
  }

  /** Latencies in nanoseconds, none so far. */
  static Histogram latencies() {
    return new Histogram(LONGEST, DIGITS);
  }

  /**
   * Prepares a block and runs it.
   *
   * @param each runs of each caller
   * @return what the block took, in nanoseconds
   */
  public long run(Operation operation, int each) {
    return run(operation, each, latencies());
  }

  /**
   * The same.
   *
   * @param prepared what is done when it is prepared
   */
  public long run(Operation operation, int each, Runnable prepared) {
    operation.prepare(each * callers);
    prepared.run();
    return block(operation, each, latencies());
  }

  /** The same; what each run took is added to the latencies, unless the operation drives itself. */
  long run(Operation operation, int each, Histogram latencies) {
    operation.prepare(each * callers);
    return block(operation, each, latencies);
  }

  private long block(Operation operation, int each, Histogram latencies) {
    if (operation instanceof SelfDriven driven) {
      long begun = System.nanoTime();
      driven.runAll();
      return System.nanoTime() - begun;
    }
    Called called = (Called) operation;
    if (callers == 1) {
      long begun = System.nanoTime();
      loop(called, each, latencies);
      return System.nanoTime() - begun;
    }
    return together(
        () -> {
          Histogram polled = spare.poll();
          Histogram own = polled == null ? latencies() : polled;
          loop(called, each, own);
          synchronized (latencies) {
            latencies.add(own);
          }
          own.reset();
          spare.add(own);
        });
  }

  /** How often each caller runs the operation within that time. */
  long[] counts(Called operation, long nanos) {
    long[] counts = new long[callers];
    long end = System.nanoTime() + nanos;
    AtomicInteger next = new AtomicInteger();
    together(
        () -> {
          int caller = next.getAndIncrement();
          while (System.nanoTime() < end) {
            operation.run();
            counts[caller]++;
          }
        });
    return counts;
  }

  private long together(Runnable work) {
    CyclicBarrier start = new CyclicBarrier(callers + 1);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                work.run();
                return start;
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

  private static void loop(Called operation, int runs, Histogram latencies) {
    long begun = System.nanoTime();
    for (int i = 0; i < runs; i++) {
      operation.run();
      long ended = System.nanoTime();
      latencies.recordValue(Math.min(LONGEST, ended - begun));
      begun = ended;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
