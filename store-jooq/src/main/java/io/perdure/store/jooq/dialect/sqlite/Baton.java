package io.perdure.store.jooq.dialect.sqlite;

import io.perdure.store.StoreBusyException;
import io.perdure.store.StoreClosedException;
import io.perdure.store.StoreInterruptedException;
import io.perdure.store.jooq.dialect.sqlite.Turn.State;
import io.perdure.store.jooq.engine.Deadline;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Who may write: one turn at a time, in the order of asking.
 *
 * <p>The queue is bounded. Whoever waits can leave on an interrupt or at its deadline until the
 * baton has reached it.
 */
final class Baton {
  private final int capacity;
  private final ArrayDeque<Turn> waiting = new ArrayDeque<>();
  private boolean held;
  private boolean closed;

  Baton(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Waits until the turn has the baton, or until another turn's thread has run and settled it.
   *
   * @throws StoreClosedException if no turn is taken any more
   * @throws StoreBusyException if too many wait already, or the deadline passes
   * @throws StoreInterruptedException if the thread is interrupted; its flag stays set
   */
  void await(Turn turn) {
    if (Thread.currentThread().isInterrupted()) {
      throw new StoreInterruptedException();
    }
    enter(turn);
    while (turn.state() == State.WAITING) {
      LockSupport.parkNanos(this, Math.max(1, turn.deadline.remainingNanos()));
      if (turn.state() == State.WAITING && Thread.currentThread().isInterrupted() && leave(turn)) {
        throw new StoreInterruptedException();
      }
      if (turn.state() == State.WAITING && turn.deadline.passed() && leave(turn)) {
        throw new StoreBusyException("the writer stayed busy beyond the time allowed", null);
      }
    }
  }

  private synchronized void enter(Turn turn) {
    if (closed) {
      throw new StoreClosedException();
    }
    if (!held) {
      held = true;
      turn.lead();
    } else if (waiting.size() < capacity) {
      waiting.add(turn);
    } else {
      throw new StoreBusyException(
          capacity + " callers wait to write already, the most allowed", null);
    }
  }

  /** Takes the turn out of the queue; false if it is not in it any more: it will run. */
  private synchronized boolean leave(Turn turn) {
    return waiting.remove(turn);
  }

  /** The next turn, out of the queue, if there is one and it may share the leader's commit. */
  synchronized Optional<Turn> nextToShare() {
    Turn next = waiting.peek();
    return next == null || next.solo ? Optional.empty() : Optional.of(waiting.remove());
  }

  /** Gives the baton to the next turn, or puts it down. */
  synchronized void pass() {
    Turn next = waiting.poll();
    if (next == null) {
      held = false;
      notifyAll();
    } else {
      next.lead();
    }
  }

  /**
   * Takes no turn any more, and waits until the last has passed the baton.
   *
   * @return whether that was so before the deadline; those who still wait are then refused
   */
  synchronized boolean close(Deadline deadline) {
    closed = true;
    boolean interrupted = false;
    while (held && !deadline.passed()) {
      try {
        wait(Math.max(1, deadline.remainingNanos() / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    waiting.forEach(turn -> turn.settle(new StoreClosedException()));
    waiting.clear();
    return !held;
  }
}
