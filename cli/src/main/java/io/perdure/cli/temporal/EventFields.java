package io.perdure.cli.temporal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one exported event says in the fields that are read; an empty text counts as absent. */
final class EventFields {
  private final long event;
  private final Map<EventField, String> values = new EnumMap<>(EventField.class);

  private EventFields(long event) {
    this.event = event;
  }

  /** Reads the object that the parser has begun, up to and with its end. */
  static EventFields read(JsonParser parser, long event) throws IOException, RefusedException {
    EventFields fields = new EventFields(event);
    fields.object(parser, List.of());
    return fields;
  }

  Optional<String> find(EventField field) {
    return Optional.ofNullable(values.get(field)).filter(value -> !value.isEmpty());
  }

  String get(EventField field) throws RefusedException {
    return find(field).orElseThrow(() -> new RefusedException(event, "no " + field.display()));
  }

  private void object(JsonParser parser, List<String> path) throws IOException, RefusedException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      List<String> here = new ArrayList<>(path);
      here.add(parser.currentName());
      JsonToken token = parser.nextToken();
      Optional<EventField> field = EventField.at(here);
      if (field.isPresent()) {
        scalar(parser, token, field.get());
      } else if (token == JsonToken.START_OBJECT && EventField.below(here)) {
        object(parser, here);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void scalar(JsonParser parser, JsonToken token, EventField field)
      throws IOException, RefusedException {
    if (token == JsonToken.VALUE_STRING
        || (token == JsonToken.VALUE_NUMBER_INT && field == EventField.ID)) {
      values.put(field, parser.getText());
    } else if (token != JsonToken.VALUE_NULL) {
      String wanted = field == EventField.ID ? "a string or a whole number" : "a string";
      throw new RefusedException(event, field.display() + " is not " + wanted);
    }
  }
}
