package io.perdure.bench.profile;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at what callers do, one at a time, about every millisecond, until it is closed.
 *
 * <p>The samples of the flight recorder are not used for that: it suspends a thread by a signal and
 * gives up if the thread has left Java code until that arrives, so that of what runs for some
 * twenty microseconds between two answers of a server next to nothing is seen (5 samples in two
 * seconds, where a hundred and fifty were due), and it takes samples of native code of one thread
 * at a time. What is done here instead stops a thread that is in Java code where it looks for being
 * asked to stop: as a rule where a method ends that was not inlined. Which method it was may be
 * wrong by a call; whose code it is hardly ever.
 */
final class Glances implements AutoCloseable {
  private static final long LEAST = TimeUnit.MICROSECONDS.toNanos(500);
  private static final long MOST = TimeUnit.MICROSECONDS.toNanos(1500);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Watched watched;
  private final List<Seen> seen = new ArrayList<>();
  private final Thread thread = new Thread(this::look, "perdure-bench-glances");
  private volatile boolean closed;

  private Glances(Watched watched) {
    this.watched = watched;
  }

  /** Begins to look at the callers of that operation. */
  static Glances at(Watched watched) {
    Glances glances = new Glances(watched);
    glances.thread.setDaemon(true);
    glances.thread.start();
    return glances;
  }

  private void look() {
    int turn = 0;
    while (!closed) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LEAST, MOST));
      List<Long> callers = watched.callers();
      if (!callers.isEmpty()) {
        turn = (turn + 1) % callers.size();
        ThreadInfo caller = THREADS.getThreadInfo(callers.get(turn), Integer.MAX_VALUE);
        if (caller != null) {
          Seen.of(caller).ifPresent(seen::add);
        }
      }
    }
  }

  /** What was seen; when it is closed. */
  List<Seen> seen() {
    return seen;
  }

  /** The thread that looks. */
  long threadId() {
    return thread.getId();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
