package io.perdure.bench.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What all threads of this process have allocated, those that write for others among them. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Map<Long, Long> before;

  private Allocation(Map<Long, Long> before) {
    this.before = before;
  }

  /** From now on. */
  static Allocation begin() {
    return new Allocation(of());
  }

  /** What looking at it allocates. */
  static long ofLooking() {
    return begin().bytes();
  }

  private static Map<Long, Long> of() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      allocated.put(ids[i], bytes[i]);
    }
    return allocated;
  }

  /** Bytes since this was begun, without those of threads that have ended since. */
  long bytes() {
    long bytes = 0;
    for (Map.Entry<Long, Long> now : of().entrySet()) {
      bytes += Math.max(0, now.getValue() - before.getOrDefault(now.getKey(), 0L));
    }
    return bytes;
  }
}
