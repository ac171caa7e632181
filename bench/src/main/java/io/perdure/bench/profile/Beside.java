package io.perdure.bench.profile;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The CPU time of threads of this process that are not callers. Not thread-safe. */
final class Beside {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Set<Long> without;
  private Map<Long, Long> begun = Map.of();
  private long nanos;

  /** Of all threads but those, and but the one that asks. */
  Beside(Collection<Long> threads) {
    this.without = new HashSet<>(threads);
    without.add(Thread.currentThread().getId());
  }

  /** What is computed from here counts. */
  void begin() {
    begun = times();
  }

  /** Adds what was computed since. */
  void add() {
    times().forEach((thread, now) -> nanos += Math.max(0, now - begun.getOrDefault(thread, now)));
  }

  /** All of that. */
  long nanos() {
    return nanos;
  }

  private Map<Long, Long> times() {
    Map<Long, Long> times = new HashMap<>();
    for (long thread : THREADS.getAllThreadIds()) {
      if (!without.contains(thread)) {
        times.put(thread, THREADS.getThreadCpuTime(thread));
      }
    }
    return times;
  }
}
