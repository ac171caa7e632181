package io.perdure.conformance.kit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where threads of a test wait for each other: closed at first, and open for ever once opened. */
public final class Gate {
  private final CountDownLatch latch;

  /** A gate that opens when it was knocked at once. */
  public Gate() {
    this(1);
  }

  /** A gate that opens when it was knocked at so many times. */
  public Gate(int knocks) {
    latch = new CountDownLatch(knocks);
  }

  /** Opens it, or comes one knock nearer to that. */
  public void open() {
    latch.countDown();
  }

  /**
   * Waits for what must happen.
   *
   * @throws AssertionError if it stays closed far longer than that can take
   */
  public void pass() {
    if (!opensWithin(Crowd.SOON.toNanos())) {
      throw new AssertionError("a gate stayed closed for " + Crowd.SOON);
    }
  }

  /** Knocks, and gives the others a chance to come; answers whether they did. */
  public boolean meet() {
    open();
    return opens();
  }

  /** Gives what may be impossible a chance to happen, and answers whether it did. */
  public boolean opens() {
    return opensWithin(Crowd.CHANCE.toNanos());
  }

  private boolean opensWithin(long nanos) {
    try {
      return latch.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted at a gate", e);
    }
  }
}
