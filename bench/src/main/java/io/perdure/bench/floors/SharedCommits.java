package io.perdure.bench.floors;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with one commit for all who wait: whoever finds it free does the work of all
 * others as well. One caller alone waits for nobody. If a batch fails, each job is run again alone.
 */
final class SharedCommits implements Way {
  private static final int MOST = 256;

  private final Desk desk;
  private final Queue<Waiting<?>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final List<Waiting<?>> batch = new ArrayList<>(); // of whoever made it busy

  SharedCommits(Desk desk) {
    this.desk = desk;
  }

  @Override
  public <T> T run(Job<T> job) {
    Waiting<T> mine = new Waiting<>(job);
    queue.add(mine);
    while (!mine.done) {
      if (busy.compareAndSet(false, true)) {
        try {
          if (!mine.done) {
            commit();
          }
        } finally {
          busy.set(false);
          Waiting<?> next = queue.peek();
          if (next != null) {
            LockSupport.unpark(next.thread);
          }
        }
      } else {
        LockSupport.park(this);
      }
    }
    return mine.answer();
  }

  private void commit() {
    batch.clear();
    for (Waiting<?> next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == MOST) {
        break;
      }
    }
    try {
      OwnDesks.inTransaction(
          desk,
          own -> {
            for (Waiting<?> waiting : batch) {
              waiting.work(own);
            }
            return batch;
          });
    } catch (SQLException | RuntimeException e) {
      batch.forEach(this::alone);
    }
    for (Waiting<?> waiting : batch) {
      waiting.done = true;
      if (waiting.thread != Thread.currentThread()) {
        LockSupport.unpark(waiting.thread);
      }
    }
  }

  private void alone(Waiting<?> waiting) {
    try {
      OwnDesks.inTransaction(
          desk,
          own -> {
            waiting.work(own);
            return waiting;
          });
    } catch (SQLException | RuntimeException e) {
      waiting.failure = e;
    }
  }

  @Override
  public void close() {
    desk.close();
  }

  private static final class Waiting<T> {
    private final Job<T> job;
    private final Thread thread = Thread.currentThread();
    private @Nullable T answer;
    private @Nullable Exception failure;
    private volatile boolean done;

    Waiting(Job<T> job) {
      this.job = job;
    }

    void work(Desk desk) throws SQLException {
      answer = job.on(desk);
    }

    @SuppressWarnings("NullAway") // Done without a failure, it has an answer.
    T answer() {
      if (failure != null) {
        throw new FloorException(failure);
      }
      return answer;
    }
  }
}
