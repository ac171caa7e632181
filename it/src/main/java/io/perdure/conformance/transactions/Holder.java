package io.perdure.conformance.transactions;

import static io.perdure.conformance.kit.Sample.event;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.WorkflowId;
import java.io.IOException;

/** Another process: holds a transaction open, with a lock and an append, until it hears a line. */
public final class Holder {
  private Holder() {}

  /** Appends to the workflow that the argument names. */
  public static void main(String[] args) throws Exception {
    String name = Child.arguments(args).get(0);
    try (Perdure perdure = Child.door(args).open()) {
      perdure
          .namespace("shop")
          .<Boolean, IOException>transact(
              tx -> {
                tx.lock(name);
                tx.history().append(WorkflowId.of(name), 0, event("held"));
                Child.voice().println("holding");
                Child.heard().readLine();
                return true;
              });
    }
  }
}
