package io.perdure.cli;

import io.perdure.store.history.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes a history as one JSON object, {@code {"events":[…]}}: each event's payload as it is
 * stored, byte for byte. An event whose payload is not JSON ends it, so that what was written is no
 * JSON either.
 */
final class JsonExport {
  private JsonExport() {}

  static void write(Stream<Event> events, OutputStream out) throws IOException {
    String separator = "{\"events\":[";
    for (Iterator<Event> each = events.iterator(); each.hasNext(); ) {
      Event event = each.next();
      if (!isJson(event.payload().contentType())) {
        throw CommandException.failed(
            "event "
                + event.seq()
                + " is "
                + event.payload().contentType()
                + ", not JSON; leave out --json to see the history");
      }
      out.write(separator.getBytes(StandardCharsets.UTF_8));
      event.payload().bytes().writeTo(out);
      separator = ",";
    }
    String end = separator.equals(",") ? "]}\n" : separator + "]}\n";
    out.write(end.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String plain = type.strip().toLowerCase(Locale.ROOT);
    return plain.equals("application/json") || plain.equals("text/json") || plain.endsWith("+json");
  }
}
