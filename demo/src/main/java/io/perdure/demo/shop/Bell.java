package io.perdure.demo.shop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Wakes workers: when the next timer is due, when an order was placed, or when the shop closes.
 * Thread-safe.
 */
final class Bell {
  /** The longest wait: another process may have scheduled something, and clocks may differ. */
  private static final Duration AT_MOST = Duration.ofMillis(250);

  private final InstantSource clock;
  private final int workers;
  private final Semaphore rings = new Semaphore(0);
  private volatile boolean closed;

  Bell(InstantSource clock, int workers) {
    this.clock = clock;
    this.workers = workers;
  }

  /** Something may be due earlier than was thought: one worker should look. */
  void ring() {
    if (rings.availablePermits() < workers) {
      rings.release();
    }
  }

  /** No order will be placed any more. */
  void close() {
    closed = true;
    rings.release(workers);
  }

  /**
   * Waits until it is worth while to claim again.
   *
   * @param nextDue tells when a timer can be claimed, if there is one
   * @return false if the shop has closed and there is nothing to wait for
   */
  boolean await(Supplier<Optional<Instant>> nextDue) {
    boolean last = closed; // looked at before the timers: nothing is placed once it is true
    Optional<Instant> next = nextDue.get();
    if (last && next.isEmpty()) {
      return false;
    }
    Duration wait =
        next.map(due -> Duration.between(clock.instant(), due))
            .filter(left -> left.compareTo(AT_MOST) < 0)
            .orElse(AT_MOST);
    try {
      rings.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS); // rung or not, it is time
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
