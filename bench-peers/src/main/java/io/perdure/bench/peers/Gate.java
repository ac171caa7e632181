package io.perdure.bench.peers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many executions of a library's own workers through as a block has, and waits until they
 * are completed. Between two blocks the workers stand before it, each with the execution that it
 * has claimed: a block begins with as many of those as it ends with, and no worker ever waits for a
 * poll as long as there is more to claim. Thread-safe.
 */
public final class Gate implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Semaphore open = new Semaphore(0);
  private volatile CountDownLatch left = new CountDownLatch(0);
  private volatile boolean closed;

  /** Waits until one more execution may go on; throws when the gate was closed. */
  public void pass() {
    open.acquireUninterruptibly();
    if (closed) {
      open.release();
      throw new PeerException("ended");
    }
  }

  /** An execution that went through is completed, and its commit has returned. */
  public void completed() {
    left.countDown();
  }

  /** Lets that many through, and returns when all of them are completed. */
  public void let(int executions) {
    CountDownLatch all = new CountDownLatch(executions);
    left = all;
    open.release(executions);
    try {
      if (!all.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new PeerException(
            all.getCount() + " of " + executions + " are not done after " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException(e);
    }
  }

  /** Lets everybody through, to fail. */
  @Override
  public void close() {
    closed = true;
    open.release();
  }
}
