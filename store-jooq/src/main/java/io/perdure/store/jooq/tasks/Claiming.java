package io.perdure.store.jooq.tasks;

import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.tasks.ClaimedTask;
import io.perdure.store.tasks.TaskClaim;
import java.util.List;

/** Hands out tasks to a claim, in the session's transaction. */
record Claiming(Session session, String namespace, TaskClaim claim, Token token, Term term) {
  /** No caller's lock has such a name: it begins with a character that theirs must not contain. */
  private static final String TOKEN_LOCK = "\0tasks.claim ";

  /** What the caller's token holds already, prolonged; if that is nothing, what can be had. */
  List<ClaimedTask> onceMore() {
    // Of two calls with one token the later must see what the earlier took.
    session.dialect().lock(session, namespace, TOKEN_LOCK + token.value());
    ClaimedRow.Reader held = new ClaimedRow.Reader();
    claiming(session.bind(session.dialect().tasks().claimAgain()))
        .set("claim_key", token.value())
        .list(held::take);
    return held.any() ? tasks(held) : handOut();
  }

  List<ClaimedTask> handOut() {
    while (true) {
      ClaimedRow.Reader found = new ClaimedRow.Reader();
      Bound statement =
          claim.node().isEmpty()
              ? session.dialect().tasks().claim().bind(session, claim.limit())
              : session.dialect().tasks().claimOn().bind(session, claim.limit());
      claim.node().ifPresent(node -> statement.set("node", node));
      claiming(statement)
          .set("queue", claim.queue())
          .set("claim", token.value())
          .set("claim_key", claim.token().map(Token::value).orElse(null))
          .list(found::take);
      List<ClaimedTask> tasks = tasks(found);
      if (!tasks.isEmpty() || !found.any()) {
        return tasks;
      }
      // All that were first had been handed out too often and have failed: there may be others.
    }
  }

  private Bound claiming(Bound statement) {
    return statement.set("ns", namespace).set("duration", claim.duration().toNanos()).clock();
  }

  private List<ClaimedTask> tasks(ClaimedRow.Reader found) {
    return found.handedOut().stream()
        .map(row -> row.task(session, namespace, token, term))
        .toList();
  }
}
