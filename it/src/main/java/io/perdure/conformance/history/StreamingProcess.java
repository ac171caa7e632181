package io.perdure.conformance.history;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.HistoryReader;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;

/** Another process, with a small heap, that streams a large history. */
public final class StreamingProcess {
  private StreamingProcess() {}

  /** Says what its heap is, and what it met in both directions. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    boolean small = Runtime.getRuntime().maxMemory() <= 64L << 20;
    voice.println(small ? "heap is small" : "heap is " + Runtime.getRuntime().maxMemory());
    try (Perdure perdure = Child.door(args).open()) {
      HistoryReader history = perdure.namespace("shop").history();
      for (EventRange range : new EventRange[] {EventRange.all(), EventRange.backwards()}) {
        voice.println(range.direction() + " " + met(history, range));
      }
    }
  }

  private static String met(HistoryReader history, EventRange range) {
    AtomicLong events = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    history.stream(StreamMemorySuite.LARGE, range)
        .forEach(
            event -> {
              events.incrementAndGet();
              if (event.type().equals("large")) {
                bytes.addAndGet(event.payload().bytes().size());
              }
            });
    return events + " events, " + bytes + " large bytes";
  }
}
