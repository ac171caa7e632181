package io.perdure.conformance.general;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of recorded operations that explains every answer: one that keeps to what was
 * answered before something else began, and in which a model of one thread answers the same. The
 * search of Wing and Gong ("Testing and verifying concurrent objects", 1993), which remembers where
 * it has been.
 *
 * @param <S> the model's state; a value with equals
 * @param <O> what an operation asked and was answered
 */
public final class Linearization<S, O> {
  private final List<List<Recorded<O>>> threads;
  private final Model<S, O> model;
  private final Set<Place<S>> seen = new HashSet<>();

  private Linearization(List<List<Recorded<O>>> threads, Model<S, O> model) {
    this.threads = threads;
    this.model = model;
  }

  /**
   * An operation that has ended.
   *
   * @param began when it was called, in nanoseconds
   * @param ended when it was answered
   */
  public record Recorded<O>(O operation, long began, long ended) {}

  /** What one thread would see. */
  @FunctionalInterface
  public interface Model<S, O> {
    /** The state behind the operation; empty if it cannot answer so in that state. */
    Optional<S> after(S state, O operation);
  }

  /** How many operations of each thread are done, and the state behind them. */
  private record Place<S>(List<Integer> done, S state) {}

  /**
   * Whether there is such an order.
   *
   * @param threads what each thread did, in its order
   */
  public static <S, O> boolean explains(
      List<List<Recorded<O>>> threads, S initial, Model<S, O> model) {
    return new Linearization<>(threads, model).search(initial);
  }

  private boolean search(S initial) {
    Deque<Place<S>> open = new ArrayDeque<>();
    open.push(new Place<>(List.of(zeros()), initial));
    while (!open.isEmpty()) {
      Place<S> place = open.pop();
      if (!seen.add(place)) {
        continue;
      }
      if (finished(place)) {
        return true;
      }
      next(place, open);
    }
    return false;
  }

  private Integer[] zeros() {
    Integer[] zeros = new Integer[threads.size()];
    Arrays.fill(zeros, 0);
    return zeros;
  }

  private boolean finished(Place<S> place) {
    for (int i = 0; i < threads.size(); i++) {
      if (place.done().get(i) < threads.get(i).size()) {
        return false;
      }
    }
    return true;
  }

  /** Whatever may come next: nothing that began after another, not yet done, was answered. */
  private void next(Place<S> place, Deque<Place<S>> open) {
    long firstEnd = Long.MAX_VALUE;
    for (int i = 0; i < threads.size(); i++) {
      if (place.done().get(i) < threads.get(i).size()) {
        firstEnd = Math.min(firstEnd, threads.get(i).get(place.done().get(i)).ended());
      }
    }
    for (int i = 0; i < threads.size(); i++) {
      int done = place.done().get(i);
      if (done == threads.get(i).size() || threads.get(i).get(done).began() > firstEnd) {
        continue;
      }
      Integer[] further = place.done().toArray(new Integer[0]);
      further[i] = done + 1;
      model
          .after(place.state(), threads.get(i).get(done).operation())
          .ifPresent(state -> open.push(new Place<>(List.of(further), state)));
    }
  }
}
