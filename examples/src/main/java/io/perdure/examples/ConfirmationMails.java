package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.ClaimLostException;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.NewEvent;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.Due;
import io.perdure.store.tasks.NewTask;
import io.perdure.store.tasks.TaskKey;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** An order decides that a mail is to be sent; a worker sends it, at its second attempt. */
public final class ConfirmationMails {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Store store;
  private final PrintStream out;

  private ConfirmationMails(Store store, PrintStream out) {
    this.store = store;
    this.out = out;
  }

  /** Runs on a temporary store. */
  public static void main(String[] args) {
    run(System.out);
  }

  /** Takes an order, and works until its mail is sent. */
  static void run(PrintStream out) {
    try (Perdure perdure = Perdure.temporary().open()) {
      ConfirmationMails mails = new ConfirmationMails(perdure.namespace("shop"), out);
      WorkflowId order = WorkflowId.of("order-1042");
      mails.accept(order);
      mails.work();
      mails.work();
      out.println("the history has " + mails.store.history().head(order) + " events");
    }
  }

  /** Event and task are in one commit: there is no mail without the order, and no order without. */
  private void accept(WorkflowId order) {
    store.transact(
        tx -> {
          tx.history().append(order, 0, event("order accepted"));
          return tx.tasks()
              .enqueue(
                  NewTask.of(
                      TaskKey.of(order, "confirmation"),
                      "mail",
                      Payload.json("{\"to\":\"ann@example.org\"}")));
        });
    out.println("order accepted");
  }

  private void work() {
    for (ClaimedTask task : store.tasks().claim("mail", 10, MINUTE)) {
      out.println("attempt " + task.attempt() + " at the " + task.key().key());
      if (!send(task)) {
        store.tasks().retry(task, Due.now());
        continue;
      }
      try {
        store.transact(
            tx -> {
              tx.tasks().complete(task);
              WorkflowId order = task.key().workflow().orElseThrow();
              return tx.history().append(order, tx.history().head(order), event("mail sent"));
            });
      } catch (ClaimLostException e) {
        // It took too long and another worker was handed the task: that one will tell.
        out.println("left to another");
      }
    }
  }

  /** The mail server is not there at first. */
  private static boolean send(ClaimedTask task) {
    return task.attempt() > 1;
  }

  private static NewEvent event(String type) {
    return NewEvent.of(type, Payload.empty(), Instant.now());
  }
}
