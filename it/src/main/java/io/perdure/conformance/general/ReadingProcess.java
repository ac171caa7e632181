package io.perdure.conformance.general;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.History;
import java.io.BufferedReader;
import java.io.PrintStream;

/** Another process that reads and appends when it is told to. */
public final class ReadingProcess {
  private static final WorkflowId ORDER = workflow("order");

  private ReadingProcess() {}

  /** Takes the lines {@code read} and {@code append HEAD}, and answers with the head. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      History history = perdure.namespace("shop").history();
      voice.println("ready");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        String[] words = line.split(" ", 2);
        long head =
            words[0].equals("read")
                ? history.head(ORDER)
                : history.append(ORDER, Long.parseLong(words[1]), event("there")).last();
        voice.println("head " + head);
      }
    }
  }
}
