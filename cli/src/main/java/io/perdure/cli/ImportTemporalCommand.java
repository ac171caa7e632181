package io.perdure.cli;

import io.perdure.OpenOptions;
import io.perdure.Perdure;
import io.perdure.cli.temporal.RefusedException;
import io.perdure.cli.temporal.TemporalHistory;
import io.perdure.cli.temporal.TemporalImport;
import io.perdure.cli.temporal.TemporalReader;
import io.perdure.store.WorkflowId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports histories that Temporal exported. */
@Command(
    name = "import-temporal",
    description = {
      "Imports workflow histories that Temporal exported as JSON, each file in one transaction.",
      "A file that is not a whole history is refused; the others are imported all the same.",
      "Prints a line for each imported file: what was done, workflow, number of events, file."
    })
final class ImportTemporalCommand implements Callable<Integer> {
  /** The most bytes of one event: the store's own limit unless it is set. */
  private static final int MAX_PAYLOAD = 16 << 20;

  private static final String SUFFIX = ".json";

  private final Console console;

  @Mixin private final StoreOptions store;

  @Option(names = "--migrate", description = "Create or migrate the schema first.")
  private boolean migrate;

  @Option(
      names = "--workflow",
      paramLabel = "ID",
      description = {
        "The workflow's id; for one file.",
        "Otherwise the id in the file, or else the file's name without .json."
      })
  private Optional<String> workflow = Optional.empty();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Exported histories.")
  private List<Path> files = List.of();

  ImportTemporalCommand(Console console) {
    this.console = console;
    this.store = new StoreOptions(console);
  }

  @Override
  public Integer call() throws IOException {
    if (workflow.isPresent() && files.size() > 1) {
      throw CommandException.usage("--workflow goes with one file, not with " + files.size());
    }
    OpenOptions<?> door = migrate ? store.door().migrateOnOpen() : store.door();
    try (Perdure open = door.open()) {
      return importFiles(new TemporalImport(store.of(open)));
    }
  }

  private int importFiles(TemporalImport target) throws IOException {
    ImportSummary summary = new ImportSummary();
    try {
      for (Path file : files) {
        importFile(target, file, summary);
      }
    } finally {
      console.say(summary.toString());
    }
    return summary.refused() == 0 ? 0 : ExitCode.FAILED;
  }

  private void importFile(TemporalImport target, Path file, ImportSummary summary)
      throws IOException {
    try {
      TemporalHistory history = new TemporalReader(MAX_PAYLOAD).read(read(file));
      WorkflowId id = id(file, history);
      TemporalImport.Outcome outcome = target.store(id, history);
      summary.add(outcome, history);
      print(outcome, id, history, file);
    } catch (RefusedException | UnreadableException refused) {
      summary.addRefused();
      console.say("perdure: " + file + ": " + refused.getMessage());
    }
  }

  private WorkflowId id(Path file, TemporalHistory history) throws UnreadableException {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    try {
      return WorkflowId.of(workflow.or(history::workflow).orElse(stem));
    } catch (IllegalArgumentException unusable) {
      throw new UnreadableException(String.valueOf(unusable.getMessage()));
    }
  }

  private void print(
      TemporalImport.Outcome outcome, WorkflowId id, TemporalHistory history, Path file)
      throws IOException {
    String line =
        String.join(
            "\t",
            outcome.name().toLowerCase(Locale.ROOT),
            Visible.line(id.value()),
            Integer.toString(history.size()),
            Visible.line(file.toString()));
    console.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    console.out().flush();
  }

  private static byte[] read(Path file) throws UnreadableException {
    try {
      if (!Files.exists(file) || Files.isDirectory(file)) {
        throw new UnreadableException(Files.exists(file) ? "a folder" : "no such file");
      }
      if (Files.size(file) > Integer.MAX_VALUE - 8) {
        throw new UnreadableException("larger than 2 GiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UnreadableException("cannot be read: " + unreadable);
    }
  }

  /** A file that cannot be taken at all. */
  private static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
      super(reason);
    }
  }
}
