package io.perdure.cli;

import static io.perdure.cli.Column.optionalTime;
import static io.perdure.cli.Column.text;
import static io.perdure.cli.Column.time;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.StoreReader;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.Timer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints timers. */
@Command(
    name = "timers",
    description = {
      "Prints the timers by when they are due, or those of one workflow by name; claimed or not.",
      "A claim that has run out says that anybody may claim the timer."
    })
final class TimersCommand implements Callable<Integer> {
  /** The last instant that a store can hold. */
  private static final Instant EVER = Instant.parse("2262-04-11T00:00:00Z");

  private static final List<Column<Timer>> COLUMNS =
      List.of(
          time("DUE", Timer::fireAt),
          text("WORKFLOW", timer -> timer.workflow().value()),
          text("TIMER", Timer::timer),
          optionalTime("CLAIMED UNTIL", Timer::claimedUntil));

  @Mixin private final ListOptions options;

  @Parameters(
      paramLabel = "WORKFLOW",
      arity = "0..1",
      description = "A workflow's id; all workflows unless given.")
  private Optional<String> workflow = Optional.empty();

  @Option(names = "--due", description = "Only those that are due now, by this machine's clock.")
  private boolean due;

  TimersCommand(Console console) {
    this.options = new ListOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    if (due && workflow.isPresent()) {
      throw CommandException.usage("--due is of all workflows; name none");
    }
    return options.print("timers", COLUMNS, list());
  }

  private Function<StoreReader, Function<PageRequest, Page<Timer>>> list() {
    if (workflow.isPresent()) {
      WorkflowId id = StoreOptions.usable(() -> WorkflowId.of(workflow.orElseThrow()));
      return store -> page -> store.timers().list(id, page);
    }
    Instant asOf = due ? Instant.now() : EVER;
    return store -> page -> store.timers().due(asOf, page);
  }
}
