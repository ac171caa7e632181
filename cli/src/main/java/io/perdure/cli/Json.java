package io.perdure.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object that is built member by member. What is not ASCII is escaped, so that it is safe on
 * every terminal.
 */
final class Json {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Adds a member: a String, a Long, a Boolean, another object, or a list of these. */
  Json with(String name, Object value) {
    members.put(name, value);
    return this;
  }

  /** Writes it in one line. */
  void print(OutputStream out) throws IOException {
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(this, generator);
      generator.writeRaw('\n');
    }
    out.flush();
  }

  private static void write(Object value, JsonGenerator to) throws IOException {
    if (value instanceof Json object) {
      to.writeStartObject();
      for (Map.Entry<String, Object> member : object.members.entrySet()) {
        to.writeFieldName(member.getKey());
        write(member.getValue(), to);
      }
      to.writeEndObject();
    } else if (value instanceof List<?> list) {
      to.writeStartArray();
      for (Object element : list) {
        write(element, to);
      }
      to.writeEndArray();
    } else if (value instanceof Long number) {
      to.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else {
      to.writeString((String) value);
    }
  }
}
