package io.perdure.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Writes entries as one JSON object with one array, {@code {"workflows":[…]}}, an entry on each
 * line. A member that an entry does not have is left out. What is not ASCII is escaped, so that it
 * is safe on every terminal. If it fails, what was written is no JSON.
 */
final class JsonArray<T> {
  private final String name;
  private final List<Column<T>> columns;

  JsonArray(String name, List<Column<T>> columns) {
    this.name = name;
    this.columns = columns;
  }

  void print(Iterator<? extends T> entries, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      json.setPrettyPrinter(new LineByLine());
      json.writeStartObject();
      json.writeArrayFieldStart(name);
      while (entries.hasNext()) {
        write(entries.next(), json);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private void write(T entry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Column<T> column : columns) {
      Optional<?> value = column.value().apply(entry);
      if (value.isPresent()) {
        json.writeFieldName(column.member());
        writeValue(value.get(), json);
      }
    }
    json.writeEndObject();
  }

  private static void writeValue(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Instant instant) {
      json.writeString(Words.time(instant));
    } else {
      json.writeString((String) value);
    }
  }

  /** Begins a line before each entry of the array. */
  private static final class LineByLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
      json.writeRaw('\n');
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(",\n");
    }
  }
}
