package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Bytes;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.packages.DeployedPackage;
import io.perdure.store.timers.ClaimedTimer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The two transactions that an engine is made of: one begins a workflow with the version that is
 * routed and schedules its first timer; the other fires a timer and writes down what came of it.
 */
public final class OneTransaction {
  private OneTransaction() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("shop.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) {
    // tag::readme
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      WorkflowId order = WorkflowId.of("order-1042");
      Bytes code = Bytes.utf8("charge, then ship");
      shop.packages().put(DeployedPackage.of("Order", code, Instant.now()), code);

      shop.transact(
          tx -> {
            String version = tx.packages().route("Order").orElseThrow().hash();
            tx.history().append(order, 0, event("Placed", version).mark(Mark.started("Order")));
            return tx.timers().schedule(order, "charge", Instant.now());
          });

      for (ClaimedTimer due : shop.timers().claim(10, Duration.ofMinutes(1))) {
        shop.transact(
            tx -> {
              tx.timers().fired(due); // goes with the append below, or stays with it undone
              long head = tx.history().head(due.workflow());
              NewEvent charged = event("Charged", due.timer()).mark(Mark.completed());
              return tx.history().append(due.workflow(), head, charged);
            });
      }
      out.println(shop.history().find(order) + ", next timer: " + shop.timers().nextDue());
    }
    // end::readme
  }

  private static NewEvent event(String type, String because) {
    return NewEvent.of(type, Payload.json("{\"because\":\"" + because + "\"}"), Instant.now());
  }
}
