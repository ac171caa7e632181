package io.perdure.store.jooq.tasks;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskClaim;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out tasks to a claim, in the session's transaction if it is in one.
 *
 * <p>A task whose row is corrupt is made a dead letter, and those behind it are handed out.
 */
record Claiming(Session session, String namespace, TaskClaim claim, Token token, Term term) {
  /** No caller's lock has such a name: it begins with a character that theirs must not contain. */
  private static final String TOKEN_LOCK = "\0tasks.claim ";

  /** A column for reasons has room for so many characters, whichever they are. */
  private static final int LONGEST_REASON = 2000;

  /** What the caller's token holds already, prolonged; if that is nothing, what can be had. */
  List<ClaimedTask> onceMore() {
    // Of two calls with one token the later must see what the earlier took.
    session.dialect().lock(session, namespace, TOKEN_LOCK + token.value());
    List<ClaimedRow> held =
        claiming(session.bind(session.dialect().tasks().claimAgain()))
            .set("claim_key", token.value())
            .list(ClaimedRow::of);
    List<ClaimedTask> tasks = tasks(held);
    return tasks.isEmpty() ? handOut() : tasks;
  }

  List<ClaimedTask> handOut() {
    Set<Long> met = new HashSet<>();
    while (true) {
      Bound statement =
          claim.node().isEmpty()
              ? session.dialect().tasks().claim().bind(session, claim.limit())
              : session.dialect().tasks().claimOn().bind(session, claim.limit());
      claim.node().ifPresent(node -> statement.set("node", node));
      List<ClaimedRow> found =
          claiming(statement)
              .set("queue", claim.queue())
              .set("claim", token.value())
              .set("claim_key", claim.token().map(Token::value).orElse(null))
              .list(ClaimedRow::of);
      List<ClaimedTask> tasks = tasks(found);
      if (!tasks.isEmpty() || found.stream().noneMatch(row -> met.add(row.pos()))) {
        return tasks;
      }
      // All that were first could not be handed out and are out of the way: there may be others.
    }
  }

  private Bound claiming(Bound statement) {
    return statement.set("ns", namespace).set("duration", claim.duration().toNanos()).clock();
  }

  private List<ClaimedTask> tasks(List<ClaimedRow> found) {
    return ClaimedRow.handedOut(found).stream()
        .map(
            row ->
                Corrupt.passingOver(
                    () -> row.task(session, namespace, token, term),
                    corrupt -> setAside(row.name(), corrupt)))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * One at a time, so that outside a transaction no lock is held while another is waited for. A
   * claimant that dies before this leaves the task to the next, who comes here again; so does a
   * task whose name is missing, by which it would be found, until it was handed out too often.
   */
  private void setAside(TaskName name, CorruptRecordException corrupt) {
    String reason = String.valueOf(corrupt.getMessage());
    session
        .bind(SettleSql.SET_ASIDE)
        .set("ns", namespace)
        .set("workflow", name.workflow())
        .set("key", name.key())
        .set("claim", token.value())
        .set("reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
        .clock()
        .update();
  }
}
