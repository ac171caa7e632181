package io.perdure.cli.temporal;

import static io.perdure.cli.temporal.ExportText.STARTED;
import static io.perdure.cli.temporal.ExportText.event;
import static io.perdure.cli.temporal.ExportText.export;
import static io.perdure.cli.temporal.ExportText.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.store.Payload;
import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.history.WorkflowStatus;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalReaderTest {
  private final TemporalReader reader = new TemporalReader(1 << 20);

  @Test
  @DisplayName("Our sample history is read whole")
  void sample() throws Exception {
    TemporalHistory history =
        reader.read(Files.readAllBytes(Path.of("../samples/order-1042.json")));
    assertThat(history.size()).isEqualTo(12);
    assertThat(history.workflow()).contains("order-1042");
    assertThat(history.status()).contains(WorkflowStatus.COMPLETED);
    List<NewEvent> events = history.events(1, 12);
    assertThat(events.get(0).recordedAt()).isEqualTo("2026-01-14T09:12:03.418275631Z");
    assertThat(events.get(0).mark())
        .contains(
            new Mark.Started(
                "OrderAgent",
                Optional.of(RunId.of("019a9d34-5c1e-7b42-9f0d-3f5f2f1f1042")),
                Optional.of(WorkflowId.of("inbox-2026-01-14"))));
    assertThat(events.get(11).mark()).contains(Mark.completed());
  }

  @Test
  @DisplayName("Each event keeps its own bytes, spaces and escapes included")
  void ownBytes() throws Exception {
    String first = STARTED.replace("{\"eventId\"", "{ \t\"eventId\"");
    String second =
        event("2 ", "2020-01-01T00:00:00Z", "Späti\\u0065 📦", "\"n\":1.50e+3,\"x\":\"\\/\"");
    TemporalHistory history =
        reader.read(
            utf8("{ \"z\": [1], \"events\" : [ " + first + " ,\n" + second + " ] , \"y\":{} }\n"));
    List<NewEvent> events = history.events(1, 2);
    assertThat(events.get(0).payload()).isEqualTo(Payload.json(first));
    assertThat(events.get(1).payload()).isEqualTo(Payload.json(second));
    assertThat(events.get(1).type()).isEqualTo("Spätie 📦");
  }

  @Test
  @DisplayName("A byte order mark before the object is passed over")
  void byteOrderMark() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    file.write(export(STARTED));
    TemporalHistory history = reader.read(file.toByteArray());
    assertThat(history.events(1, 1).get(0).payload()).isEqualTo(Payload.json(STARTED));
  }

  @ParameterizedTest
  @CsvSource({
    "Completed, COMPLETED, COMPLETED",
    "Failed, FAILED, FAILED",
    "Canceled, CANCELED, CANCELLED",
    "Terminated, TERMINATED, TERMINATED",
    "TimedOut, TIMED_OUT, TIMED_OUT",
    "ContinuedAsNew, CONTINUED_AS_NEW, CONTINUED_AS_NEW",
    "Paused, PAUSED, PAUSED",
    "Signaled, SIGNALED, RUNNING",
    "CancelRequested, CANCEL_REQUESTED, RUNNING",
    "Invented, INVENTED, RUNNING",
  })
  @DisplayName("Both spellings of a type come to the same status")
  void spellings(String camel, String upper, WorkflowStatus status) throws Exception {
    for (String type :
        List.of("WorkflowExecution" + camel, "EVENT_TYPE_WORKFLOW_EXECUTION_" + upper)) {
      TemporalHistory history = reader.read(export(STARTED, event(2, type)));
      assertThat(history.status()).contains(status);
      assertThat(history.events(2, 2).get(0).type()).isEqualTo(type);
    }
  }

  @Test
  @DisplayName("A paused execution goes on when it is unpaused")
  void unpaused() throws Exception {
    TemporalHistory history =
        reader.read(
            export(
                STARTED,
                event(2, "EVENT_TYPE_WORKFLOW_EXECUTION_PAUSED"),
                event(3, "EVENT_TYPE_WORKFLOW_EXECUTION_UNPAUSED")));
    assertThat(history.status()).contains(WorkflowStatus.RUNNING);
  }

  @ParameterizedTest
  @CsvSource({
    "own, first, '', own",
    "own, first, before, own",
    "'', first, '', first",
    "'', first, before, ",
    "'', '', '', ",
  })
  @DisplayName("The run's id is its own, or the chain's first where nothing was continued")
  void runIds(String own, String first, String continued, String expected) throws Exception {
    String attributes =
        ("\"workflowExecutionStartedEventAttributes\":{\"workflowType\":{\"name\":\"Order\"},"
                + "\"originalExecutionRunId\":\"%s\",\"firstExecutionRunId\":\"%s\","
                + "\"continuedExecutionRunId\":\"%s\",\"workflowId\":null}")
            .formatted(own, first, continued);
    String started = event("1", "2020-01-01T00:00:00Z", "WorkflowExecutionStarted", attributes);
    TemporalHistory history = reader.read(export(started));
    assertThat(history.workflow()).isEmpty();
    assertThat(history.events(1, 1).get(0).mark())
        .contains(
            new Mark.Started(
                "Order", Optional.ofNullable(expected).map(RunId::of), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "2020-07-30T00:30:03Z, 2020-07-30T00:30:03Z",
    "2020-07-30T00:30:03.082421843Z, 2020-07-30T00:30:03.082421843Z",
    "2020-07-30T02:30:03.1+02:00, 2020-07-30T00:30:03.1Z",
  })
  @DisplayName("Times are kept to the nanosecond")
  void times(String text, Instant expected) throws Exception {
    TemporalHistory history = reader.read(export(STARTED, event("2", text, "TimerFired", "")));
    assertThat(history.events(2, 2).get(0).recordedAt()).isEqualTo(expected);
  }

  @Test
  @DisplayName("A failure's message is its reason, made sayable and cut at 8 KiB")
  void failureReason() throws Exception {
    String message = "a\\u0000b\\ud800c" + "é".repeat(40_000);
    String failed =
        event(
            "2",
            "2020-01-01T00:00:00Z",
            "WorkflowExecutionFailed",
            "\"workflowExecutionFailedEventAttributes\":{\"failure\":{\"message\":\""
                + message
                + "\"}}");
    NewEvent event = reader.read(export(STARTED, failed)).events(2, 2).get(0);
    Mark.Failed mark = (Mark.Failed) event.mark().orElseThrow();
    assertThat(mark.reason()).startsWith("a\uFFFDb\uFFFDcéé");
    assertThat(utf8(mark.reason()).length).isBetween(8_189, 8_192);
    assertThat(event.payload()).isEqualTo(Payload.json(failed));
  }

  @Test
  @DisplayName("A key with a dot in it is not taken for a path")
  void dottedKey() throws Exception {
    String second =
        event(
            "2",
            "2020-01-01T00:00:00Z",
            "Odd",
            "\"a.b\":{\"eventId\":[\"7\"]},\"workflowExecutionFailedEventAttributes.failure.message\":3");
    assertThat(reader.read(export(STARTED, second)).size()).isEqualTo(2);
  }

  @Test
  @DisplayName("A history is cut into parts by number and by bytes, none of them empty")
  void parts() throws Exception {
    String[] events = new String[10];
    events[0] = STARTED;
    for (int i = 1; i < events.length; i++) {
      events[i] = event(i + 1L, "TimerFired");
    }
    TemporalHistory history = reader.read(export(events));
    assertThat(history.parts(4, Long.MAX_VALUE))
        .containsExactly(
            new TemporalHistory.Part(1, 4),
            new TemporalHistory.Part(5, 8),
            new TemporalHistory.Part(9, 10));
    assertThat(history.parts(10, Long.MAX_VALUE)).containsExactly(new TemporalHistory.Part(1, 10));
    assertThat(history.parts(10, 1)).hasSize(10);
    assertThat(history.parts(10, utf8(STARTED).length + utf8(events[1]).length))
        .startsWith(new TemporalHistory.Part(1, 2));
  }
}
