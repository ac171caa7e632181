package io.perdure.examples;

import io.perdure.Perdure;
import io.perdure.store.Lease;
import io.perdure.store.Owner;
import io.perdure.store.Payload;
import io.perdure.store.Store;
import io.perdure.store.Transaction;
import io.perdure.store.TransactionOptions;
import io.perdure.store.WorkflowId;
import io.perdure.store.documents.Document;
import io.perdure.store.history.NewEvent;
import io.perdure.store.outputs.Latest;
import io.perdure.store.outputs.NewOutput;
import io.perdure.store.outputs.OutputId;
import io.perdure.store.outputs.OutputKind;
import io.perdure.store.outputs.TaskAttempt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One turn of an agent: what it did, what it knows now, what it says and when it wants to be woken
 * are one commit, by whoever holds the session's lease at that moment.
 *
 * <p>A process may die anywhere in it. Whoever comes next takes the lease over and asks for the
 * same turn again: it is taken once.
 */
public final class AgentTurn {
  private static final Duration TTL = Duration.ofMinutes(1);
  private static final Duration FOLLOW_UP = Duration.ofHours(1);

  private final Store store;
  private final String session;

  /** An agent's session. */
  public AgentTurn(Store store, String session) {
    this.store = store;
    this.session = session;
  }

  /** Runs on a new file in a folder of its own, or on the new file that is named. */
  public static void main(String[] args) throws IOException {
    Path file =
        args.length > 0
            ? Path.of(args[0])
            : Files.createTempDirectory("perdure-example").resolve("agent.db");
    run(file, System.out);
  }

  static void run(Path file, PrintStream out) {
    try (Perdure perdure = Perdure.sqlite(file).migrateOnOpen().open()) {
      Store store = perdure.namespace("agents");
      AgentTurn turns = new AgentTurn(store, "chat-7");
      out.println("turn 1 was " + (turns.take(1) ? "taken" : "there already"));
      out.println("turn 1 was " + (turns.take(1) ? "taken" : "there already"));
      out.println("turn 2 was " + (turns.take(2) ? "taken" : "there already"));
      out.println("says: " + store.outputs().latest(Latest.of("chat-7")).orElseThrow().id());
      out.println("knows: " + store.documents().get("chat-7").payload().bytes().toUtf8());
    }
  }

  /**
   * Takes that turn, unless it was taken already.
   *
   * @param turn 1 or more
   */
  public boolean take(long turn) {
    Lease lease = acquire();
    return store.transact(
        TransactionOptions.defaults().fencedBy(lease), tx -> take(tx, lease, turn));
  }

  /** Whoever held the lease is known to be dead: a supervisor starts one process at a time. */
  private Lease acquire() {
    Owner owner = Owner.starting("agent");
    return store
        .leases()
        .find(session)
        .held()
        .flatMap(dead -> store.leases().takeOver(dead, owner, "its process ended", TTL))
        .orElseGet(() -> store.leases().acquire(session, owner, TTL).orElseThrow());
  }

  private boolean take(Transaction tx, Lease lease, long turn) {
    Optional<Document> known = tx.documents().find(session);
    long last = known.map(state -> Long.parseLong(state.payload().bytes().toUtf8())).orElse(0L);
    if (last < turn) {
      WorkflowId workflow = WorkflowId.of(session);
      tx.history().append(workflow, tx.history().head(workflow), answered(turn));
      long revision = known.map(Document::revision).orElse(0L);
      tx.documents().put(session, revision, Payload.json(Long.toString(turn)));
      TaskAttempt attempt = TaskAttempt.of(session, turn);
      OutputId draft = tx.outputs().append(NewOutput.of(attempt, session, OutputKind.PARTIAL));
      tx.outputs()
          .append(NewOutput.of(attempt, session, OutputKind.SUCCEEDED).parents(draft).onlyFinal());
      tx.timers().schedule(workflow, "follow up " + turn, FOLLOW_UP);
    }
    tx.leases().release(lease);
    return last < turn;
  }

  private static NewEvent answered(long turn) {
    return NewEvent.of("Answered", Payload.json("{\"turn\":" + turn + "}"), Instant.now());
  }
}
