package io.perdure.store.jooq.waking;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A bell for each topic that somebody waits for. Thread-safe. */
public final class Bells {
  private final Map<Topic, Bell> bells = new ConcurrentHashMap<>();

  /** Begins to wait for the topic: whatever rings from now on is heard by {@link Bell#await}. */
  public Bell enter(Topic topic) {
    return bells.compute(
        topic,
        (key, known) -> {
          Bell bell = known == null ? new Bell() : known;
          bell.waiters++;
          return bell;
        });
  }

  /** Ends to wait for the topic. */
  public void leave(Topic topic) {
    bells.computeIfPresent(topic, (key, bell) -> --bell.waiters == 0 ? null : bell);
  }

  /** Wakes who waits for such a topic. */
  public void ring(Predicate<Topic> about) {
    bells.forEach(
        (topic, bell) -> {
          if (about.test(topic)) {
            bell.ring();
          }
        });
  }

  /** Wakes all that wait beside it. Its lock lets virtual threads wait without their carrier. */
  public static final class Bell {
    private final Lock lock = new ReentrantLock();
    private final Condition rings = lock.newCondition();

    /** Changed under the lock of the map's entry. */
    private int waiters;

    private long rung;

    /** How often it has rung. */
    public long rung() {
      lock.lock();
      try {
        return rung;
      } finally {
        lock.unlock();
      }
    }

    private void ring() {
      lock.lock();
      try {
        rung++;
        rings.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Waits until it has rung more often, or so many nanoseconds have gone. */
    public void await(long heard, long nanos) throws InterruptedException {
      lock.lock();
      try {
        for (long left = nanos; rung == heard && left > 0; ) {
          left = rings.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
