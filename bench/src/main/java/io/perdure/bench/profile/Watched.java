package io.perdure.bench.profile;

import io.perdure.bench.harness.Called;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operation whose runs are recorded, from when that is asked for. As thread-safe as it is. */
final class Watched implements Called {
  private final Called operation;
  private final CopyOnWriteArrayList<Long> callers = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Boolean> known = ThreadLocal.withInitial(this::meet);
  private volatile boolean recorded;

  Watched(Called operation) {
    this.operation = operation;
  }

  /** From now on. */
  void record() {
    recorded = true;
  }

  /** The ids of threads that have run it since. */
  List<Long> callers() {
    return callers;
  }

  private boolean meet() {
    return callers.add(Thread.currentThread().getId());
  }

  @Override
  public void prepare(int runs) {
    operation.prepare(runs);
  }

  @Override
  public void run() {
    if (!recorded) {
      operation.run();
      return;
    }
    known.get();
    RunEvent event = new RunEvent();
    event.begin();
    operation.run();
    event.commit();
  }
}
