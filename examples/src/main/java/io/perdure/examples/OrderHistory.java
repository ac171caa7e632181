package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Decision;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An order's history: appended, appended with a stale head, decided upon, and closed in one
 * transaction with another history.
 */
public final class OrderHistory {
  private OrderHistory() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("shop.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) {
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      WorkflowId order = WorkflowId.of("order-1042");
      WorkflowId invoices = WorkflowId.of("invoices");

      shop.history().append(order, 0, event("Placed").mark(Mark.started("Order")));
      try {
        shop.history().append(order, 0, event("Placed again"));
      } catch (SequenceConflictException stale) {
        out.println(stale.getMessage()); // workflow order-1042: expected head 0, found 1
      }
      boolean packed =
          shop.history()
              .update(
                  order,
                  events ->
                      events.size() == 1 ? Decision.of(true, event("Packed")) : Decision.of(false));
      Appended shipped =
          shop.transact(
              tx -> {
                tx.history().append(invoices, tx.history().head(invoices), event("Invoiced"));
                return tx.history().append(order, 2, event("Shipped").mark(Mark.completed()));
              });
      out.println(packed + ", " + shipped.last() + " events, " + shop.history().find(order));
    }
  }

  private static NewEvent event(String type) {
    return NewEvent.of(type, Payload.json("{\"order\":1042}"), Instant.now());
  }
}
