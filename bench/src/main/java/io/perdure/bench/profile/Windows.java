package io.perdure.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each caller was in a run; times are in nanoseconds. Not thread-safe. */
final class Windows {
  private static final Comparator<Window> BY_BEGIN = Comparator.comparingLong(Window::begin);

  private final Map<Long, List<Window>> threads = new HashMap<>();

  private record Window(long begin, long end) {}

  /** Adds a run of that thread. */
  void add(long thread, long begin, long end) {
    threads.computeIfAbsent(thread, first -> new ArrayList<>()).add(new Window(begin, end));
  }

  /** To be called when all are added, and before anything is asked. */
  void added() {
    threads.values().forEach(windows -> windows.sort(BY_BEGIN));
  }

  /** Whether that thread was in a run then. */
  boolean hold(long thread, long at) {
    List<Window> windows = threads.get(thread);
    return windows != null && hold(windows, at);
  }

  private static boolean hold(List<Window> windows, long at) {
    int low = 0;
    int high = windows.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (windows.get(middle).begin() <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return windows.get(low).begin() <= at && at <= windows.get(low).end();
  }

  /** How many runs there were. */
  int runs() {
    return threads.values().stream().mapToInt(List::size).sum();
  }

  /** The time of all runs of all callers together. */
  long nanos() {
    return threads.values().stream()
        .flatMap(List::stream)
        .mapToLong(window -> window.end() - window.begin())
        .sum();
  }
}
