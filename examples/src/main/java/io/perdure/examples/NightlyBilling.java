package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Lease;
import io.perdure.store.LeaseLostException;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import io.perdure.store.leases.Held;
import io.perdure.store.leases.KeptLease;
import io.perdure.store.leases.LeaseKeeper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two nodes of which one is to write the bills. The first gets stuck, the second takes over, and
 * what the first still wants to write when it wakes up is refused.
 */
public final class NightlyBilling {
  private static final Duration TTL = Duration.ofSeconds(30);
  private static final WorkflowId BILLS = WorkflowId.of("bills");

  private NightlyBilling() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws Exception {
    run(args.length > 0 ? Path.of(args[0]) : newFile(), System.out);
  }

  private static Path newFile() throws IOException {
    return Files.createTempDirectory("perdure-example").resolve("shop.db");
  }

  static void run(Path file, PrintStream out) throws InterruptedException {
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      CountDownLatch stopped = new CountDownLatch(1);
      try (LeaseKeeper keeper = LeaseKeeper.of(shop, TTL, Duration.ofMillis(100))) {
        // Node 1 gets the lease and renews it in the background.
        Lease first = shop.leases().acquire("billing", Owner.starting("node-1"), TTL).orElseThrow();
        KeptLease kept = keeper.keep(first, lost -> stopped.countDown());
        bill(shop, kept.lease(), "bill 1");

        // Node 2 sees who is at it. An operator knows that node 1 is stuck.
        Owner second = Owner.starting("node-2");
        Held held = shop.leases().find("billing").held().orElseThrow();
        out.println("held by " + held.owner().id() + " with fence " + held.fence());
        Lease taken = shop.leases().takeOver(held, second, "node-1 is stuck", TTL).orElseThrow();
        bill(shop, taken, "bill 2");

        // Node 1 wakes up. It is told; and even if it were not, it could not write.
        boolean told = stopped.await(1, TimeUnit.MINUTES);
        out.println("node-1 is told: " + told + ", " + kept.state());
        try {
          bill(shop, kept.lease(), "bill 2, again");
        } catch (LeaseLostException lost) {
          out.println("node-1 is refused: fence " + lost.fence() + ", found " + lost.found());
        }
        shop.leases().release(taken);
      }
      out.println(shop.history().head(BILLS) + " bills, " + shop.leases().find("billing"));
    }
  }

  /** Commits only if the lease is held when it does. */
  private static void bill(Store shop, Lease lease, String bill) {
    shop.transact(
        TransactionOptions.defaults().fencedBy(lease),
        tx -> {
          NewEvent event = NewEvent.of(bill, Payload.json("{\"total\":4200}"), Instant.now());
          return tx.history().append(BILLS, tx.history().head(BILLS), event);
        });
  }
}
