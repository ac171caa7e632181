package io.perdure.conformance.general;

import io.perdure.store.Payload;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Workflows and events for tests that do not care which. */
public final class Samples {
  /** An instant with nine digits behind the second. */
  public static final Instant AT = Instant.parse("2024-02-29T23:59:59.123456789Z");

  private Samples() {}

  public static WorkflowId workflow(String id) {
    return WorkflowId.of(id);
  }

  /** An unmarked event at {@link #AT} whose payload says its type. */
  public static NewEvent event(String type) {
    return event(type, AT);
  }

  /** An unmarked event whose payload says its type. */
  public static NewEvent event(String type, Instant at) {
    return NewEvent.of(type, Payload.json("{\"is\":\"" + type + "\"}"), at);
  }

  /** So many different unmarked events. */
  public static List<NewEvent> events(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> event("event-" + i)).toList();
  }

  /** An event at {@link #AT} that carries the mark. */
  public static NewEvent marked(Mark mark) {
    return marked(mark, AT);
  }

  /** An event that carries the mark. */
  public static NewEvent marked(Mark mark, Instant at) {
    return event(mark.kind().name().toLowerCase(Locale.ROOT), at).mark(mark);
  }

  /**
   * A text of so many bytes of UTF-8: the pattern repeated, and single bytes where it does not fit.
   */
  public static String bytes(int count, String pattern) {
    int length = pattern.getBytes(StandardCharsets.UTF_8).length;
    return pattern.repeat(count / length) + "x".repeat(count % length);
  }
}
