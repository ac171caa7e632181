package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Mark;
import io.perdure.store.history.NewEvent;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.maintenance.Pruned;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A shop's nightly housekeeping: a backup, then the orders that ended long ago are pruned in small
 * steps; and a customer who wants to be forgotten is.
 */
public final class Housekeeping {
  private Housekeeping() {}

  /** Runs in a folder of its own, or in the one that is named. */
  public static void main(String[] args) throws IOException {
    run(
        args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("perdure-example"),
        System.out);
  }

  static void run(Path folder, PrintStream out) {
    Path file = folder.resolve("shop.db");
    Path backup = folder.resolve("shop-backup.db");
    Instant longAgo = Instant.now().minus(Duration.ofDays(100));
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      for (int i = 1; i <= 25; i++) {
        NewEvent last = i % 5 == 0 ? event("Waits", longAgo) : event("Shipped", longAgo);
        shop.history()
            .append(
                WorkflowId.of("order-" + i),
                0,
                event("Placed", longAgo).mark(Mark.started("Order")),
                i % 5 == 0 ? last : last.mark(Mark.completed()));
      }

      perdure.backup(backup); // while others go on reading and writing

      Prune old = Prune.atMost(8).ended(Cutoff.olderThan(Duration.ofDays(90)));
      out.println("to go: " + shop.maintenance().preview(old));
      Pruned pruned;
      do {
        pruned = shop.maintenance().prune(old);
        out.println(pruned.removed().workflows() + " orders pruned, more: " + pruned.more());
      } while (pruned.more());

      out.println("forgotten: " + shop.maintenance().delete(WorkflowId.of("order-5")));
    }
    try (Perdure before = Perdure.sqlite(backup).open()) {
      out.println(
          "in the backup: " + before.namespace("shop").history().read(WorkflowId.of("order-5")));
    }
  }

  private static NewEvent event(String type, Instant at) {
    return NewEvent.of(type, Payload.json("{}"), at);
  }
}
