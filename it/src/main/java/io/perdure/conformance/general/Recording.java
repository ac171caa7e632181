package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.general.Linearization.Recorded;
import io.perdure.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Records what threads ask a store and are answered, and when, for {@link Linearization}. */
public final class Recording {
  private static final int THREADS = 5;
  private static final int OPERATIONS = 60;

  private Recording() {}

  /** Who operates: one for each thread. */
  @FunctionalInterface
  public interface Operators<O> {
    /** Who operates on that store in the thread of that number. */
    Operator<O> operator(Store store, int thread);
  }

  /** Operates on a store, one operation for each call. */
  @FunctionalInterface
  public interface Operator<O> {
    /** Does the operation of that number, and says what it asked and was answered. */
    O operate(int number);
  }

  /** What each of a few threads did at the same time, each through one of the handles. */
  public static <O> List<List<Recorded<O>>> of(List<Store> handles, Operators<O> operators)
      throws InterruptedException {
    List<Callable<List<Recorded<O>>>> racers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Operator<O> operator = operators.operator(handles.get(i % handles.size()), i);
      racers.add(() -> record(operator));
    }
    try (Race race = new Race()) {
      return race.run(racers).stream()
          .map(
              outcome -> {
                assertThat(outcome.error()).isEmpty();
                return outcome.answer().orElseThrow();
              })
          .toList();
    }
  }

  private static <O> List<Recorded<O>> record(Operator<O> operator) {
    List<Recorded<O>> recorded = new ArrayList<>();
    for (int n = 0; n < OPERATIONS; n++) {
      long began = System.nanoTime();
      O operation = operator.operate(n);
      recorded.add(new Recorded<>(operation, began, System.nanoTime()));
    }
    return recorded;
  }

  /** One thread that did all of that, one after the other. */
  @SafeVarargs
  public static <O> List<List<Recorded<O>>> oneAfterTheOther(O... operations) {
    List<Recorded<O>> one = new ArrayList<>();
    for (O operation : operations) {
      one.add(new Recorded<>(operation, one.size() * 2L, one.size() * 2L + 1));
    }
    return List.of(one);
  }
}
