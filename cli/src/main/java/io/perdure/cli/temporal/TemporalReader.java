package io.perdure.cli.temporal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.perdure.store.Payload;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one exported history: a JSON object in UTF-8 with {@code events}, as Temporal's command
 * line and web page export it.
 *
 * <p>Event types may be spelt {@code WorkflowExecutionStarted} or {@code
 * EVENT_TYPE_WORKFLOW_EXECUTION_STARTED}. What is not a whole history, from its start on, is
 * refused.
 */
public final class TemporalReader {
  /** Deepest nesting of a file. */
  static final int MAX_DEPTH = 1000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final int maxPayload;

  /** Reads files whose events are at most that many bytes. */
  public TemporalReader(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  /** Reads the bytes of a file, which must not be changed afterwards. */
  public TemporalHistory read(byte[] file) throws RefusedException {
    int start = Utf8Text.check(file);
    Parse parse = new Parse(file, start);
    try (JsonParser parser = JSON.createParser(file, start, file.length - start)) {
      parse.document(parser);
    } catch (JsonProcessingException notJson) {
      throw parse.notJson(notJson);
    } catch (IOException neverFromAnArray) {
      throw new UncheckedIOException(neverFromAnArray);
    }
    return parse.history();
  }

  /** The reading of one file. */
  private final class Parse {
    private final byte[] file;
    private final int start;
    private final List<TemporalEvent> events = new ArrayList<>();
    private final LifecycleCheck lifecycle = new LifecycleCheck();
    private Optional<String> workflow = Optional.empty();
    private boolean inEvents;

    Parse(byte[] file, int start) {
      this.file = file;
      this.start = start;
    }

    void document(JsonParser parser) throws IOException, RefusedException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedException("not a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean isEvents = parser.currentName().equals("events");
        JsonToken value = parser.nextToken();
        if (isEvents && value == JsonToken.START_ARRAY) {
          events(parser);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new RefusedException("something follows the JSON object");
      }
    }

    TemporalHistory history() throws RefusedException {
      if (events.isEmpty()) {
        throw new RefusedException("no events");
      }
      return new TemporalHistory(file, events, workflow, lifecycle.status());
    }

    RefusedException notJson(JsonProcessingException cause) {
      String place =
          Optional.ofNullable(cause.getLocation())
              .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
              .orElse("");
      String reason = "not JSON: " + cause.getOriginalMessage() + place;
      return inEvents ? new RefusedException(next(), reason) : new RefusedException(reason);
    }

    private void events(JsonParser parser) throws IOException, RefusedException {
      inEvents = true;
      JsonToken token = parser.nextToken();
      while (token != JsonToken.END_ARRAY) {
        if (token != JsonToken.START_OBJECT) {
          throw new RefusedException(next(), "not a JSON object");
        }
        event(parser);
        token = parser.nextToken();
      }
      inEvents = false;
    }

    private void event(JsonParser parser) throws IOException, RefusedException {
      int from = start + (int) parser.currentTokenLocation().getByteOffset();
      EventFields fields = EventFields.read(parser, next());
      int length = start + (int) parser.currentLocation().getByteOffset() - from;
      try {
        events.add(new TemporalEvent(from, length, saying(fields, length)));
      } catch (IllegalArgumentException unstorable) {
        throw new RefusedException(next(), String.valueOf(unstorable.getMessage()));
      }
    }

    private NewEvent saying(EventFields fields, int length) throws RefusedException {
      checkId(fields.get(EventField.ID));
      String type = fields.get(EventField.TYPE);
      Instant time = RecordedTime.parse(fields.get(EventField.TIME), next());
      if (events.isEmpty()) {
        if (!Marks.starts(type)) {
          throw new RefusedException(
              next(), "a fragment: it begins with " + type + ", not with WorkflowExecutionStarted");
        }
        workflow = fields.find(EventField.WORKFLOW);
      }
      if (length > maxPayload) {
        throw new RefusedException(
            next(), "its JSON is " + length + " bytes, over the limit of " + maxPayload);
      }
      Optional<Mark> mark = Marks.of(type, fields);
      if (mark.isPresent()) {
        lifecycle.follow(next(), mark.get());
      }
      return new NewEvent(type, Payload.empty(), time, Optional.empty(), mark);
    }

    private void checkId(String id) throws RefusedException {
      if (id.equals(Long.toString(next()))) {
        return;
      }
      String shown = id.length() > 32 ? id.substring(0, 32) + "…" : id;
      throw new RefusedException(
          next(),
          events.isEmpty()
              ? "a fragment: its first eventId is " + shown + ", not 1"
              : "eventId is " + shown + ", not " + next());
    }

    /** The number of the event that is being read. */
    private long next() {
      return events.size() + 1L;
    }
  }
}
