package io.perdure.bench.work;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What callers need one each of, such as workflows that nobody else appends to: a caller takes one
 * for a run and gives it back. Thread-safe.
 */
public final class Lanes<T> {
  private final ConcurrentLinkedQueue<T> free;

  private Lanes(List<T> lanes) {
    this.free = new ConcurrentLinkedQueue<>(lanes);
  }

  /** As many as there are callers. */
  public static <T> Lanes<T> of(int callers, IntFunction<T> lane) {
    return new Lanes<>(IntStream.range(0, callers).mapToObj(lane).toList());
  }

  /** One that nobody else has. */
  public T take() {
    T lane = free.poll();
    if (lane == null) {
      throw new IllegalStateException("more callers than were told");
    }
    return lane;
  }

  /** Gives it back. */
  public void give(T lane) {
    free.add(lane);
  }
}
