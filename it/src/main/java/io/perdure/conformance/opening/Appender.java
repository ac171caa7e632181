package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import java.io.BufferedReader;

/** Another process: appends an event for each line that it hears, and says the new head. */
public final class Appender {
  private Appender() {}

  /** Appends to the workflow that the argument names. */
  public static void main(String[] args) throws Exception {
    WorkflowId workflow = WorkflowId.of(Child.arguments(args).get(0));
    BufferedReader heard = Child.heard();
    try (Perdure perdure = Child.door(args).open()) {
      Store store = perdure.namespace("shop");
      while (heard.readLine() != null) {
        long head = store.history().head(workflow);
        Child.voice().println(store.history().append(workflow, head, event("next")).last());
      }
    }
  }
}
