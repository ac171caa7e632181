package io.perdure.cli;

import io.perdure.store.history.Event;
import io.perdure.store.history.Workflow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints a history for people: a line for the workflow, then a line for each event. */
final class EventTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Writer out;

  EventTable(OutputStream out) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  void print(Workflow workflow, Stream<Event> events) throws IOException {
    line(summary(workflow));
    line(row("SEQ", "TIME", "TYPE", "MARK", "BYTES"));
    for (Iterator<Event> each = events.iterator(); each.hasNext(); ) {
      Event event = each.next();
      line(
          row(
              event.seq(),
              time(event.recordedAt()),
              event.type(),
              event.mark().map(EventTable::word).orElse(""),
              event.payload().bytes().size()));
    }
    out.flush();
  }

  private static String summary(Workflow workflow) {
    String events = workflow.id() + ": " + workflow.head() + " events";
    return workflow
        .lifecycle()
        .map(
            life ->
                events
                    + ", run "
                    + life.run()
                    + " of "
                    + life.type()
                    + " is "
                    + word(life.status())
                    + life.failure().map(reason -> ": " + reason).orElse(""))
        .orElse(events + ", never started");
  }

  private static String row(Object seq, String time, String type, String mark, Object bytes) {
    return String.format(
        Locale.ROOT, "%8s  %-30s  %-45s  %-16s  %10s", seq, time, type, mark, bytes);
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void line(String text) throws IOException {
    out.write(Visible.line(text).stripTrailing());
    out.write('\n');
  }
}
