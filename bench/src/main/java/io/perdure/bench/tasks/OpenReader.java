package io.perdure.bench.tasks;

import io.perdure.store.PageRequest;
import io.perdure.store.StoreReader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Somebody who reads, and does not end: all that changes from now on must be kept for them as it
 * was.
 */
final class OpenReader implements AutoCloseable {
  private final CountDownLatch end = new CountDownLatch(1);
  private final FutureTask<Integer> reading;

  private OpenReader(StoreReader store, CountDownLatch begun) {
    this.reading =
        new FutureTask<>(
            () ->
                store.snapshot(
                    snapshot -> {
                      int queues = snapshot.tasks().counts(PageRequest.first(1)).entries().size();
                      begun.countDown();
                      end.await();
                      return queues;
                    }));
  }

  /** Begins to read, and answers when what is read is settled. */
  static OpenReader of(StoreReader store) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    OpenReader reader = new OpenReader(store, begun);
    Thread thread = new Thread(reader.reading, "open-reader");
    thread.setDaemon(true);
    thread.start();
    begun.await();
    return reader;
  }

  /** Ends the reading, and waits for that. */
  @Override
  public void close() {
    end.countDown();
    try {
      reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
