package io.perdure.conformance.history;

import static io.perdure.conformance.general.Samples.event;
import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.BufferedReader;
import java.io.PrintStream;

/** Another process that appends when it is told to, and says how that went. */
public final class AppendingProcess {
  /** The workflow that it appends to. */
  static final WorkflowId CONTESTED = workflow("contested");

  private AppendingProcess() {}

  /** Takes lines of a head and a name. */
  public static void main(String[] args) throws Exception {
    PrintStream voice = Child.voice();
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      store.history().head(CONTESTED);
      voice.println("ready");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        String[] words = line.split(" ", 2);
        voice.println(append(store, Long.parseLong(words[0]), words[1]));
      }
    }
  }

  /** Appends one event of that name at that head, and says in a line how that went. */
  static String append(Store store, long head, String name) {
    try {
      store.history().append(CONTESTED, head, event(name));
      return "won " + name;
    } catch (SequenceConflictException conflict) {
      return "conflict " + conflict.expected() + " " + conflict.found();
    } catch (RuntimeException other) {
      return "other " + other;
    }
  }
}
