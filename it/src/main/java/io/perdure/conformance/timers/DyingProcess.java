package io.perdure.conformance.timers;

import static io.perdure.conformance.general.Samples.AT;
import static io.perdure.conformance.general.Samples.workflow;

import io.perdure.Perdure;
import io.perdure.conformance.kit.Child;
import io.perdure.store.Store;
import io.perdure.store.WorkflowId;
import io.perdure.store.timers.ClaimedTimer;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;

/** Another process that is to be killed while it holds a claim, with a transaction open. */
public final class DyingProcess {
  /** The workflow whose timers it schedules. */
  static final WorkflowId ORDER = workflow("order");

  /** For how long it claims. */
  static final Duration HELD_FOR = Duration.ofHours(1);

  private DyingProcess() {}

  /** Says the token and the expiry of its claim, and waits for its end inside a transaction. */
  public static void main(String[] args) throws Exception {
    try (Perdure perdure = Child.door(args).open();
        BufferedReader heard = Child.heard()) {
      Store store = perdure.namespace("shop");
      store.timers().schedule(ORDER, "claimed", AT);
      ClaimedTimer claim = store.timers().claim(1, HELD_FOR).get(0);
      store.timers().schedule(ORDER, "due", AT);
      store.timers().schedule(ORDER, "waits", HELD_FOR);
      String end =
          store.<String, IOException>transact(
              tx -> {
                tx.timers().schedule(ORDER, "open", AT);
                Child.voice().println(claim.token().value() + " " + claim.expiresAt());
                return String.valueOf(heard.readLine());
              });
      Child.voice().println(end);
    }
  }
}
