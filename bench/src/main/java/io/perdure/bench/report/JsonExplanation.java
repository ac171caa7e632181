package io.perdure.bench.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.perdure.bench.places.StatementCost;
import io.perdure.bench.profile.Explanation;
import io.perdure.bench.profile.Explanation.Column;
import io.perdure.bench.profile.Hot;
import io.perdure.bench.profile.Part;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Where the time of a row goes, for programs: microseconds of a run. */
final class JsonExplanation {
  private JsonExplanation() {}

  static void write(Explanation explanation, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("explanation");
    out.writeStringField("note", explanation.note());
    out.writeArrayFieldStart("entrants");
    for (Column column : explanation.columns()) {
      column(column, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void column(Column column, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", column.entrant());
    out.writeNumberField("micros", column.micros());
    out.writeNumberField("runs", column.java().runs());
    out.writeNumberField("seen", column.java().seen());
    out.writeObjectFieldStart("parts");
    for (Part part : Part.values()) {
      out.writeNumberField(part.name().toLowerCase(Locale.ROOT), column.micros(part));
    }
    out.writeEndObject();
    out.writeNumberField("beside", column.java().beside());
    methods("own", column.java().own(), column, out);
    methods("called", column.java().called(), column, out);
    out.writeArrayFieldStart("statements");
    for (StatementCost cost : column.statements()) {
      statement(cost, out);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void methods(String name, List<Hot> methods, Column column, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (Hot hot : methods) {
      out.writeStartObject();
      out.writeStringField("method", hot.method());
      out.writeNumberField("micros", hot.share() * column.micros());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void statement(StatementCost cost, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("statement", cost.text());
    out.writeNumberField("calls", cost.calls());
    out.writeNumberField("planned", cost.planned());
    out.writeNumberField("executed", cost.executed());
    out.writeNumberField("hit", cost.hit());
    out.writeNumberField("read", cost.read());
    out.writeNumberField("dirtied", cost.dirtied());
    out.writeNumberField("log_bytes", cost.log());
    out.writeEndObject();
  }
}
