package io.perdure.cli;

import static io.perdure.cli.Column.number;
import static io.perdure.cli.Column.optionalText;
import static io.perdure.cli.Column.optionalTime;
import static io.perdure.cli.Column.text;
import static io.perdure.cli.Column.time;

import io.perdure.store.WorkflowId;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.Workflow.Lifecycle;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the workflows that were started. */
@Command(
    name = "workflows",
    description = "Prints the workflows that were started, the newest first.")
final class WorkflowsCommand implements Callable<Integer> {
  private static final List<Column<Workflow>> COLUMNS =
      List.of(
          text("WORKFLOW", workflow -> workflow.id().value()),
          text("TYPE", workflow -> life(workflow).type()),
          text("STATUS", workflow -> Words.word(life(workflow).status())),
          number("RUN", workflow -> life(workflow).run()),
          number("EVENTS", Workflow::head),
          time("STARTED", workflow -> life(workflow).firstStartedAt()),
          optionalTime("CLOSED", workflow -> life(workflow).closedAt()),
          optionalText("PARENT", workflow -> life(workflow).parent().map(WorkflowId::value)),
          optionalText("FAILURE", workflow -> life(workflow).failure()));

  @Mixin private final ListOptions options;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only those of that type.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = {
        "Only those in that status: running, paused, completed, failed, cancelled, terminated,",
        "timed-out or continued-as-new."
      })
  private Optional<String> status = Optional.empty();

  @Option(
      names = "--parent",
      paramLabel = "WORKFLOW",
      description = "Only those that this workflow started.")
  private Optional<String> parent = Optional.empty();

  WorkflowsCommand(Console console) {
    this.options = new ListOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    WorkflowFilter filter = StoreOptions.usable(this::filter);
    return options.print("workflows", COLUMNS, store -> page -> store.history().list(filter, page));
  }

  private WorkflowFilter filter() {
    return new WorkflowFilter(
        type,
        status.map(WorkflowsCommand::status),
        Optional.empty(),
        Optional.empty(),
        parent.map(WorkflowId::of));
  }

  private static WorkflowStatus status(String word) {
    return Arrays.stream(WorkflowStatus.values())
        .filter(status -> word(status).equals(word.toLowerCase(Locale.ROOT).replace(' ', '-')))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(WorkflowStatus.values())
                        .map(WorkflowsCommand::word)
                        .collect(
                            Collectors.joining(", ", "status must be one of ", ", not " + word))));
  }

  private static String word(WorkflowStatus status) {
    return Words.word(status).replace(' ', '-');
  }

  private static Lifecycle life(Workflow workflow) {
    return workflow.lifecycle().orElseThrow();
  }
}
