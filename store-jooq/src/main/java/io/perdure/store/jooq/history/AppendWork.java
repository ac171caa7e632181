package io.perdure.store.jooq.history;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.Key;
import io.perdure.store.Lease;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.jooq.once.OnceKeys;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.EndCheck;
import io.perdure.store.jooq.sql.Session;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An append that carries a key, a lease or marks, within a transaction.
 *
 * <p>It locks the workflow's row first and decides everything under that lock, so that nothing was
 * written when it refuses, and a body that catches the refusal may go on. Every append with a key
 * holds that lock before it looks the key up.
 */
final class AppendWork {
  private final String namespace;
  private final String workflow;
  private final Append append;
  private final Function<Lease, EndCheck> fences;
  private final OnceKeys.Scope scope;

  /**
   * That append.
   *
   * @param fences what makes the commit depend on a lease
   */
  AppendWork(String namespace, Append append, Function<Lease, EndCheck> fences) {
    this.namespace = namespace;
    this.fences = fences;
    this.workflow = append.workflow().value();
    this.append = append;
    this.scope = new OnceKeys.Scope(namespace, workflow, "workflow " + workflow);
  }

  Appended run(Session session) {
    byte @Nullable [] digest = append.key().isPresent() ? AppendDigest.of(append.events()) : null;
    while (true) {
      Optional<WorkflowRow> stored = on(session.bind(HistorySql.LOCK)).first(WorkflowRow::of);
      if (digest != null) {
        Optional<Appended> before = answeredBefore(session, append.key().get(), digest);
        if (before.isPresent()) {
          return before.get();
        }
      }
      append.fence().ifPresent(lease -> session.atEnd(fences.apply(lease)));
      Optional<Appended> appended = append(session, stored);
      if (appended.isPresent()) {
        if (digest != null) {
          byte[] answer = AppendDigest.answer(appended.get());
          HistorySql.ONCE.take(session, scope, append.key().get(), digest, answer);
        }
        return appended.get();
      }
      // Another transaction made the row after it was looked for: it can be locked now.
    }
  }

  /** Appends behind the stored row; empty if there was none, and another transaction made it. */
  private Optional<Appended> append(Session session, Optional<WorkflowRow> stored) {
    long expected = append.expectedHead();
    long found = stored.map(WorkflowRow::head).orElse(0L);
    if (found != expected) {
      throw new SequenceConflictException(append.workflow(), expected, found);
    }
    MarkFold fold = new MarkFold(append.workflow(), stored);
    long[] runs = fold.fold(append.events(), expected + 1);
    refuseUsedRuns(session, fold);
    long head = expected + append.events().size();
    if (stored.isEmpty()) {
      if (fold.row(on(session.bind(HistorySql.CREATE))).set("head", head).update() == 0) {
        return Optional.empty();
      }
    } else {
      advance(session, fold, head);
    }
    writeRuns(session, fold);
    session
        .dialect()
        .events()
        .insert(session, namespace, workflow, expected + 1, append.events(), runs);
    return Optional.of(new Appended(expected + 1, head));
  }

  private void advance(Session session, MarkFold fold, long head) {
    boolean marked = fold.storedRunOutcome().isPresent() || !fold.newRuns().isEmpty();
    Bound statement =
        marked
            ? fold.row(session.bind(HistorySql.ADVANCE_MARKED))
            : session.bind(HistorySql.ADVANCE);
    int changed = on(statement).set("head", head).set("expected", append.expectedHead()).update();
    if (changed != 1) {
      throw new IllegalStateException(
          "the locked row of workflow " + workflow + " moved: is a lock missing?");
    }
  }

  private void refuseUsedRuns(Session session, MarkFold fold) {
    fold.namedRuns()
        .forEach(
            (run, met) -> {
              boolean used =
                  on(session.bind(HistorySql.RUN_EXISTS))
                      .set("run", run.value())
                      .first(row -> row.getLong(1))
                      .isPresent();
              if (used) {
                throw fold.usedRun(run, met);
              }
            });
  }

  private void writeRuns(Session session, MarkFold fold) {
    fold.storedRunOutcome()
        .ifPresent(
            outcome ->
                outcome
                    .row(on(session.bind(HistorySql.UPDATE_RUN)))
                    .set("run_no", fold.storedRun())
                    .update());
    for (MarkFold.NewRun run : fold.newRuns()) {
      run.outcome
          .row(on(session.bind(HistorySql.INSERT_RUN)))
          .set("run_no", run.number)
          .set("run", run.id.value())
          .set("type", run.type)
          .set("started_at", run.startedAt)
          .set("first_seq", run.firstSeq)
          .update();
    }
  }

  private Optional<Appended> answeredBefore(Session session, Key key, byte[] digest) {
    return HistorySql.ONCE.find(session, scope, key, digest).map(stored -> answer(key, stored));
  }

  private Appended answer(Key key, byte[] stored) {
    try {
      return AppendDigest.answer(stored);
    } catch (IllegalStateException e) {
      throw new CorruptRecordException(
          OnceKeys.TABLE,
          workflow + " key " + key,
          String.valueOf(e.getMessage()),
          Optional.empty(),
          e);
    }
  }

  private Bound on(Bound statement) {
    return statement.set("ns", namespace).set("workflow", workflow);
  }
}
