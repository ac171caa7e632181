package io.perdure.cli.temporal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the text of small exported histories. */
final class ExportText {
  static final String STARTED =
      event(
          "\"1\"",
          "2020-07-30T00:30:03.082421843Z",
          "WorkflowExecutionStarted",
          "\"workflowExecutionStartedEventAttributes\":{\"workflowType\":{\"name\":\"Order\"}}");

  private ExportText() {}

  /** An event; the id is JSON, the rest are texts, and more is further members or empty. */
  static String event(String id, String time, String type, String more) {
    return "{\"eventId\":%s,\"eventTime\":\"%s\",\"eventType\":\"%s\"%s}"
        .formatted(id, time, type, more.isEmpty() ? "" : "," + more);
  }

  /** An event of that number and type, at a time that does not matter. */
  static String event(long id, String type) {
    return event("\"" + id + "\"", "2020-07-30T00:30:04Z", type, "");
  }

  static byte[] export(String... events) {
    return utf8("{\"events\":[" + String.join(",", List.of(events)) + "]}");
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
