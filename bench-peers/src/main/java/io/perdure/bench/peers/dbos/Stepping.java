package io.perdure.bench.peers.dbos;

import io.perdure.bench.peers.PeerException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Workflows that begin on their steps together.
 *
 * @param standing left to come
 * @param go when they may begin
 * @param done left to be done
 */
record Stepping(CountDownLatch standing, CountDownLatch go, CountDownLatch done) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** That many workflows. */
  static Stepping of(int workflows) {
    return new Stepping(
        new CountDownLatch(workflows), new CountDownLatch(1), new CountDownLatch(workflows));
  }

  /** A workflow has come, and waits until it may begin. */
  void stand() {
    standing.countDown();
    await(go);
  }

  /** A workflow has done its steps. */
  void end() {
    done.countDown();
  }

  /** Waits until all have come. */
  void awaitStanding() {
    await(standing);
  }

  /** Lets them begin, and waits until all are done. */
  void run() {
    go.countDown();
    await(done);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new PeerException("workflows have not gone on for " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerException(e);
    }
  }
}
