package io.perdure.conformance.general;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Threads that begin at the same moment, again and again. */
public final class Race implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * How one racer ended.
   *
   * @param answer what it answered, if it ended normally
   * @param error what it threw, if it did
   */
  public record Outcome<T>(Optional<T> answer, Optional<Throwable> error) {}

  /** Runs all at once, each on a thread of its own, and waits for all. In the order given. */
  public <T> List<Outcome<T>> run(List<Callable<T>> racers) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(racers.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> racer : racers) {
      running.add(
          threads.submit(
              () -> {
                start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return racer.call();
              }));
    }
    List<Outcome<T>> outcomes = new ArrayList<>();
    for (Future<T> racer : running) {
      outcomes.add(outcome(racer));
    }
    return outcomes;
  }

  /** Begins one on a thread of its own; {@link #outcome} waits for it. */
  public <T> Future<T> begin(Callable<T> racer) {
    return threads.submit(racer);
  }

  /** Waits for the end of one. */
  public static <T> Outcome<T> outcome(Future<T> racer) throws InterruptedException {
    try {
      return new Outcome<>(
          Optional.ofNullable(racer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)), Optional.empty());
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      return new Outcome<>(Optional.empty(), Optional.of(cause == null ? e : cause));
    } catch (TimeoutException e) {
      throw new AssertionError("did not end within " + PATIENCE_SECONDS + " s", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
