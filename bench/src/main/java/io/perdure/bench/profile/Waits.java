package io.perdure.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * How long callers waited within their runs, by a recording.
 *
 * @param runs how many there were
 * @param threads what part of their time was spent waiting for a lock, a turn or a thread
 * @param sockets what part was spent reading from sockets and writing to them
 */
record Waits(int runs, double threads, double sockets) {
  private static final Set<String> THREADS =
      Set.of("jdk.ThreadPark", "jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadSleep");
  private static final Set<String> SOCKETS = Set.of("jdk.SocketRead", "jdk.SocketWrite");
  private static final long NANOS = 1_000_000_000L;

  /** Has a recording hold what is asked for here. */
  static void enable(Recording recording) {
    recording.enable(RunEvent.class);
    for (Set<String> names : Set.of(THREADS, SOCKETS)) {
      names.forEach(
          name -> recording.enable(name).withThreshold(Duration.ZERO).withoutStackTrace());
    }
  }

  /** What that file says. */
  static Waits of(Path recording) throws IOException {
    Windows windows = new Windows();
    read(
        recording,
        event -> {
          if (event.getEventType().getName().equals(RunEvent.NAME)) {
            windows.add(thread(event), nanos(event.getStartTime()), nanos(event.getEndTime()));
          }
        });
    windows.added();
    long[] waited = new long[2];
    read(
        recording,
        event -> {
          String name = event.getEventType().getName();
          boolean socket = SOCKETS.contains(name);
          if ((socket || THREADS.contains(name))
              && windows.hold(thread(event), nanos(event.getStartTime()))) {
            waited[socket ? 1 : 0] += event.getDuration().toNanos();
          }
        });
    double all = Math.max(1, windows.nanos());
    double threads = Math.min(1, waited[0] / all);
    return new Waits(windows.runs(), threads, Math.min(1 - threads, waited[1] / all));
  }

  private static void read(Path recording, Consumer<RecordedEvent> each) throws IOException {
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        each.accept(file.readEvent());
      }
    }
  }

  private static long thread(RecordedEvent event) {
    return event.getThread() == null ? -1 : event.getThread().getJavaThreadId();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * NANOS + at.getNano();
  }
}
