package io.perdure.store.jooq.engine;

import io.perdure.store.StoreClosedException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls under way, so that closing can wait for them. Thread-safe. */
final class InFlight {
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  /** A call begins. */
  void enter() {
    count.incrementAndGet();
    if (closed) {
      exit();
      throw new StoreClosedException();
    }
  }

  /** A call has ended. */
  void exit() {
    if (count.decrementAndGet() == 0 && closed) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Refuses further calls; true the first time. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** Waits until no call is under way, or the deadline passes. */
  synchronized void await(Deadline deadline) {
    boolean interrupted = false;
    while (count.get() > 0 && !deadline.passed()) {
      try {
        wait(Math.max(1, deadline.remainingNanos() / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
