package io.perdure.conformance.opening;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.WorkflowId;

/** Another process: opens and migrates the database at the first line it hears, and appends. */
public final class Starter {
  private Starter() {}

  /** Appends to the workflow that the argument names. */
  public static void main(String[] args) throws Exception {
    Child.voice().println("ready");
    Child.heard().readLine();
    try (Perdure perdure = Child.door(args).migrateOnOpen().open()) {
      WorkflowId workflow = WorkflowId.of(Child.arguments(args).get(0));
      perdure.namespace("shop").history().append(workflow, 0, event("started"));
      Child.voice().println("open");
    }
  }
}
