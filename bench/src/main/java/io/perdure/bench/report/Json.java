package io.perdure.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.perdure.bench.compare.Line;
import io.perdure.bench.compare.RowResult;
import io.perdure.bench.compare.Verdict;
import io.perdure.bench.harness.Measured;
import io.perdure.bench.harness.Spread;
import io.perdure.bench.profile.Explanation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/** A report for programs: times in microseconds, and of each block its own. */
final class Json {
  private final JsonGenerator out;

  private Json(JsonGenerator out) {
    this.out = out;
  }

  static void write(Report report, OutputStream to) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(to)) {
      new Json(out.useDefaultPrettyPrinter()).report(report);
    }
  }

  private void report(Report report) throws IOException {
    out.writeStartObject();
    out.writeStringField("command", report.command());
    out.writeStringField("profile", report.profile());
    out.writeBooleanField("met", report.met());
    facts("machine", report.machine().facts());
    facts("libraries", report.machine().libraries());
    out.writeArrayFieldStart("databases");
    for (Report.OnDatabase database : report.databases()) {
      out.writeStartObject();
      out.writeStringField("title", database.title());
      out.writeArrayFieldStart("rows");
      for (RowResult row : database.rows()) {
        row(row, Optional.ofNullable(database.explanations().get(row.name())));
      }
      out.writeEndArray();
      out.writeArrayFieldStart("notes");
      for (String note : database.notes()) {
        out.writeString(note);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private void facts(String name, Map<String, String> facts) throws IOException {
    out.writeObjectFieldStart(name);
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      out.writeStringField(fact.getKey(), fact.getValue());
    }
    out.writeEndObject();
  }

  private void row(RowResult row, Optional<Explanation> explanation) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", row.name());
    out.writeArrayFieldStart("entrants");
    for (Line line : row.lines()) {
      line(line);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("bars");
    for (Verdict verdict : row.verdicts()) {
      out.writeStartObject();
      out.writeStringField("bar", verdict.bar());
      out.writeStringField("reached", verdict.reached());
      out.writeBooleanField("met", verdict.met());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("note", row.note());
    if (explanation.isPresent()) {
      JsonExplanation.write(explanation.get(), out);
    }
    out.writeEndObject();
  }

  private void line(Line line) throws IOException {
    Measured measured = line.measured();
    out.writeStartObject();
    out.writeStringField("name", line.entrant());
    out.writeStringField("difference", line.difference());
    if (measured.failure().isPresent()) {
      out.writeStringField("failure", measured.failure().get().toString());
      out.writeEndObject();
      return;
    }
    spread("micros", Optional.of(measured.time()));
    out.writeArrayFieldStart("blocks");
    for (double micros : measured.micros()) {
      out.writeNumber(micros);
    }
    out.writeEndArray();
    spread("of_best", line.ofBest());
    spread("of_naive", line.ofNaive());
    if (measured.latencies().getTotalCount() > 0) {
      out.writeNumberField("p50", measured.within(50));
      out.writeNumberField("p90", measured.within(90));
      out.writeNumberField("p99", measured.within(99));
      out.writeNumberField("p99_9", measured.within(99.9));
    }
    if (measured.fairness().isPresent()) {
      out.writeNumberField("fairness", measured.fairness().getAsDouble());
    }
    out.writeNumberField("allocated_bytes", measured.allocated());
    if (line.counts().isPresent()) {
      out.writeNumberField("statements", line.counts().get().statements());
      out.writeNumberField("round_trips", line.counts().get().roundTrips());
    }
    out.writeEndObject();
  }

  private void spread(String name, Optional<Spread> spread) throws IOException {
    if (spread.isPresent()) {
      out.writeObjectFieldStart(name);
      out.writeNumberField("low", spread.get().low());
      out.writeNumberField("median", spread.get().median());
      out.writeNumberField("high", spread.get().high());
      out.writeEndObject();
    }
  }
}
