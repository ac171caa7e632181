package io.perdure.cli;

import static io.perdure.cli.Column.number;
import static io.perdure.cli.Column.optionalText;
import static io.perdure.cli.Column.text;
import static io.perdure.cli.Column.time;

import io.perdure.store.history.Event;
import io.perdure.store.history.Workflow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** Prints a history for people: a line for the workflow, then a line for each event. */
final class HistoryTable {
  private static final List<Column<Event>> COLUMNS =
      List.of(
          number("SEQ", Event::seq),
          time("TIME", Event::recordedAt),
          text("TYPE", Event::type),
          optionalText("MARK", event -> event.mark().map(Words::word)),
          number("BYTES", event -> (long) event.payload().bytes().size()));

  private HistoryTable() {}

  static void print(Workflow workflow, Iterator<Event> events, OutputStream out)
      throws IOException {
    out.write((Visible.line(summary(workflow)) + "\n").getBytes(StandardCharsets.UTF_8));
    new Table<>(COLUMNS).print(events, out);
  }

  private static String summary(Workflow workflow) {
    String events = workflow.id() + ": " + workflow.head() + " events";
    return workflow
        .lifecycle()
        .map(
            life ->
                events
                    + ", run "
                    + life.run()
                    + " of "
                    + life.type()
                    + " is "
                    + Words.word(life.status())
                    + life.failure().map(reason -> ": " + reason).orElse(""))
        .orElse(events + ", never started");
  }
}
