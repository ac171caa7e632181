package io.perdure.cli.temporal;

import static io.perdure.cli.temporal.ExportText.STARTED;
import static io.perdure.cli.temporal.ExportText.event;
import static io.perdure.cli.temporal.ExportText.export;
import static io.perdure.cli.temporal.ExportText.utf8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {
  private static final String TIME = "2020-07-30T00:30:04Z";
  private static final int MAX_PAYLOAD = 8192;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"files", "events"})
  @DisplayName("What is not a whole history is refused with the event and the reason")
  void refused(String reason, byte[] file) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new TemporalReader(MAX_PAYLOAD).read(file))
        .withMessageStartingWith(reason);
  }

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("not a JSON object", utf8("")),
        arguments("not a JSON object", utf8(" \n")),
        arguments("not a JSON object", utf8("[" + STARTED + "]")),
        arguments("not a JSON object", utf8("\"events\"")),
        arguments("not JSON: ", utf8("events: []")),
        arguments("no events", utf8("{}")),
        arguments("no events", utf8("{\"events\":[]}")),
        arguments("no events", utf8("{\"events\":{}}")),
        arguments("no events", utf8("{\"events\":null}")),
        arguments("something follows the JSON object", utf8("{\"events\":[" + STARTED + "]}{}")),
        arguments("not JSON: ", utf8("{\"events\":[" + STARTED + "]}]")),
        arguments("not JSON: ", utf8("{\"events\":[" + STARTED + "]")),
        arguments("event 2: not JSON: ", utf8("{\"events\":[" + STARTED)),
        arguments("event 2: not JSON: ", utf8("{\"events\":[" + STARTED + ",]}")),
        arguments("event 2: not a JSON object", utf8("{\"events\":[" + STARTED + ",7]}")),
        arguments("event 2: not JSON: ", utf8("{\"events\":[" + STARTED + ",{\"a\":NaN}]}")),
        arguments("not JSON: Duplicate", utf8("{\"events\":[" + STARTED + "],\"events\":[]}")),
        arguments(
            "not text in UTF-8: a zero byte at offset 1",
            "{\"events\":[]}".getBytes(StandardCharsets.UTF_16LE)),
        arguments(
            "not text in UTF-8: a wrong byte at offset 2",
            "{\"\u00e9\":[]}".getBytes(StandardCharsets.ISO_8859_1)),
        arguments(
            "event 2: not JSON: ",
            export(STARTED, event("2", TIME, "A", "\"deep\":" + "[".repeat(1001)))));
  }

  static Stream<Arguments> events() {
    return Stream.of(
        arguments("event 1: a fragment: its first eventId is 5", export(event(5, "TimerFired"))),
        arguments("event 1: a fragment: it begins with", export(event(1, "TimerFired"))),
        arguments("event 2: eventId is 3, not 2", export(STARTED, event(3, "A"))),
        arguments("event 2: eventId is 1, not 2", export(STARTED, STARTED)),
        arguments("event 2: eventId is 02, not 2", export(STARTED, event("\"02\"", TIME, "A", ""))),
        arguments(
            "event 2: eventId is not a string or a whole",
            export(STARTED, event("2.0", TIME, "A", ""))),
        arguments("event 2: no eventId", export(STARTED, event("null", TIME, "A", ""))),
        arguments("event 2: no eventId", export(STARTED, "{}")),
        arguments("event 2: no eventType", export(STARTED, event("2", TIME, "", ""))),
        arguments(
            "event 2: eventType is not a string",
            export(STARTED, "{\"eventId\":2,\"eventType\":3}")),
        arguments(
            "event 2: event type must be at most 512 bytes",
            export(STARTED, event("2", TIME, "x".repeat(513), ""))),
        arguments(
            "event 2: event type must not contain U+0000",
            export(STARTED, event("2", TIME, "a\\u0000", ""))),
        arguments("event 2: eventTime is not a time", at("yesterday")),
        arguments("event 2: eventTime is not a time", at("2020-07-30T00:30:04")),
        arguments("event 2: eventTime is not a time", at("2020-07-30T00:30:04.0123456789Z")),
        arguments("event 2: eventTime is not a time", at("2020-07-30T00:30:60Z")),
        arguments("event 2: eventTime is not a time", at("2021-02-29T00:30:00Z")),
        arguments("event 2: recordedAt must be within", at("2262-04-12T00:00:00Z")),
        arguments("event 2: recordedAt must be within", at("0001-01-01T00:00:00Z")),
        arguments(
            "event 1: no workflowExecutionStartedEventAttributes.workflowType.name",
            export(event(1, "WorkflowExecutionStarted"))),
        arguments(
            "event 3: completed cannot follow completed",
            export(
                STARTED,
                event(2, "WorkflowExecutionCompleted"),
                event(3, "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED"))),
        arguments(
            "event 2: resumed cannot follow running",
            export(STARTED, event(2, "WorkflowExecutionUnpaused"))),
        arguments("event 2: started cannot follow running", export(STARTED, started(2))),
        arguments(
            "event 2: not JSON: Duplicate",
            export(STARTED, event("2", TIME, "A", "\"eventId\":2"))),
        arguments(
            "event 2: its JSON is ",
            export(STARTED, event("2", TIME, "A", "\"x\":\"" + "x".repeat(MAX_PAYLOAD) + "\""))));
  }

  private static byte[] at(String time) {
    return export(STARTED, event("2", time, "TimerFired", ""));
  }

  private static String started(long id) {
    return STARTED.replace("\"1\"", "\"" + id + "\"");
  }
}
