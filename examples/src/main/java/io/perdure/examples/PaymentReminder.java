package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.NewEvent;
import io.perdure.store.timers.ClaimedTimer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Reminders of orders that were not paid: scheduled with the order, cancelled with the payment, and
 * sent once, although the process that scheduled them has ended and one that claimed them has died.
 */
public final class PaymentReminder {
  private static final String REMINDER = "payment reminder";

  private PaymentReminder() {}

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("shop.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) {
    WorkflowId paid = WorkflowId.of("order-1042");
    WorkflowId unpaid = WorkflowId.of("order-1043");
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store shop = perdure.namespace("shop");
      place(shop, paid);
      place(shop, unpaid);
      shop.transact(
          tx -> {
            tx.timers().cancel(paid, REMINDER);
            return tx.history().append(paid, 1, event("Paid"));
          });
    }
    try (Perdure perdure = Perdure.sqlite(file).open()) { // the next day, in another process
      Store shop = perdure.namespace("shop");
      List<ClaimedTimer> byOneThatDies = awaitDue(shop, Duration.ofMillis(100));
      List<ClaimedTimer> bySurvivor = awaitDue(shop, Duration.ofMinutes(5));
      out.println(remind(shop, bySurvivor.get(0))); // reminded of order-1043
      out.println(remind(shop, byOneThatDies.get(0))); // left order-1043 to another
      out.println(shop.history().read(unpaid).stream().map(Event::type).toList());
    }
  }

  /** The order and its reminder: both, or neither. */
  private static void place(Store shop, WorkflowId order) {
    shop.transact(
        tx -> {
          tx.timers().schedule(order, REMINDER, Duration.ofMillis(50));
          return tx.history().append(order, 0, event("Placed"));
        });
  }

  /** Claims what is due, waiting until something is. */
  private static List<ClaimedTimer> awaitDue(Store shop, Duration duration) {
    while (true) {
      List<ClaimedTimer> claimed = shop.timers().claim(10, duration);
      if (!claimed.isEmpty()) {
        return claimed;
      }
      Instant next = shop.timers().nextDue().orElseThrow();
      Duration wait = shop.transact(tx -> Duration.between(tx.now(), next));
      LockSupport.parkNanos(wait.toNanos());
    }
  }

  /** The timer goes and the event comes in one transaction, so that nobody is reminded twice. */
  private static String remind(Store shop, ClaimedTimer due) {
    try {
      shop.transact(
          tx -> {
            tx.timers().fired(due);
            long head = tx.history().head(due.workflow());
            return tx.history().append(due.workflow(), head, event("Reminded"));
          });
      return "reminded of " + due.workflow();
    } catch (ClaimLostException lost) {
      return "left " + due.workflow() + " to another";
    }
  }

  private static NewEvent event(String type) {
    return NewEvent.of(type, Payload.json("{}"), Instant.now());
  }
}
