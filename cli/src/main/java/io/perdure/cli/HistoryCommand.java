package io.perdure.cli;

import io.perdure.PerdureReader;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.Workflow;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints a workflow's history. */
@Command(
    name = "history",
    description = "Prints a workflow's history: a table, or its JSON payloads byte for byte.")
final class HistoryCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final StoreOptions store;

  @Parameters(paramLabel = "WORKFLOW", description = "The workflow's id.")
  private String workflow = "";

  @Option(
      names = "--json",
      description = "Print the payloads as one JSON object, {\"events\":[…]}.")
  private boolean json;

  @Option(names = "--from", paramLabel = "SEQ", description = "Begin at that sequence number.")
  private long from;

  @Option(names = "--limit", paramLabel = "N", description = "Print at most so many events.")
  private long limit = Long.MAX_VALUE;

  HistoryCommand(Console console) {
    this.console = console;
    this.store = new StoreOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    WorkflowId id = StoreOptions.usable(() -> WorkflowId.of(workflow));
    EventRange range = StoreOptions.usable(() -> EventRange.from(from).limit(limit));
    try (PerdureReader open = store.openReadOnly()) {
      print(store.of(open), id, range);
    }
    return 0;
  }

  private void print(StoreReader reader, WorkflowId id, EventRange range) throws IOException {
    Workflow found =
        reader
            .history()
            .find(id)
            .orElseThrow(
                () ->
                    CommandException.failed(
                        "no history of workflow " + id + " in namespace " + reader.namespace()));
    Stream<Event> events = reader.history().stream(id, range);
    if (json) {
      JsonExport.write(events, console.out());
    } else {
      HistoryTable.print(found, events.iterator(), console.out());
    }
    console.out().flush();
  }
}
