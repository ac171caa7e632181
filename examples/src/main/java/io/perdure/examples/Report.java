package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.PageRequest;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.outputs.Ancestor;
import io.perdure.store.outputs.Content;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputEntry;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.Outputs;
import io.perdure.store.outputs.SecondFinalException;
import io.perdure.store.outputs.TaskAttempt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Outputs of a task: a report is written in steps, read while it is not done, and says in the end
 * what it was made from.
 */
public final class Report {
  private static final TaskAttempt FIRST = TaskAttempt.of("report-7", 1);

  private Report() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("report.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) {
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store desk = perdure.namespace("desk");
      OutputId sources = desk.outputs().append(of("researcher", OutputKind.ARTIFACT, "3 sources"));
      OutputId draft =
          desk.outputs().append(of("writer", OutputKind.PARTIAL, "a draft").parents(sources));
      out.println("so far: " + text(desk.outputs(), Latest.of("writer").within(FIRST)));

      NewOutput report = of("writer", OutputKind.SUCCEEDED, "the report").parents(draft, sources);
      OutputId done = desk.outputs().append(report.onlyFinal());
      out.println("done: " + text(desk.outputs(), Latest.of("writer").kind(OutputKind.SUCCEEDED)));
      try {
        desk.outputs().append(of("writer", OutputKind.SUCCEEDED, "another one"));
      } catch (SecondFinalException second) {
        out.println("refused, the first one stays: " + second.first().equals(done));
      }

      for (OutputEntry entry : desk.outputs().list(FIRST, PageRequest.first(10))) {
        out.println("  " + entry.producer() + ": " + entry.kind());
      }
      for (Ancestor from : desk.outputs().lineage(done, 2)) {
        out.println("  made from what the " + from.output().producer() + " said");
      }
    }
  }

  private static NewOutput of(String producer, OutputKind kind, String text) {
    return NewOutput.of(FIRST, producer, kind).payload(Payload.json("\"" + text + "\""));
  }

  private static String text(Outputs outputs, Latest latest) {
    Content content = outputs.latest(latest).orElseThrow().content();
    return content instanceof Content.Inline inline
        ? inline.payload().bytes().toUtf8()
        : content.toString();
  }
}
