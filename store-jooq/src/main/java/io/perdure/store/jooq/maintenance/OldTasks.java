package io.perdure.store.jooq.maintenance;

import static io.perdure.tables.Tables.PERDURE_TASK;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.dialect.TaskClaims;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.Prune;
import io.perdure.store.tasks.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record2;
import org.jooq.Select;

/** The tasks that ended before an instant, those that ended first before the others. */
record OldTasks(String namespace, List<Ended> ended, int limit) {
  /** Tasks of a state that ended before an instant. */
  record Ended(TaskState state, Instant before) {
    private Condition condition() {
      return PERDURE_TASK.STATE.eq(inline(state.name())).and(PERDURE_TASK.ENDED_AT.lt(before));
    }
  }

  static OldTasks of(Session session, String namespace, Prune prune) {
    List<Ended> ended = new ArrayList<>();
    prune
        .tasks()
        .map(cutoff -> Candidates.instant(session, cutoff))
        .ifPresent(
            before -> {
              ended.add(new Ended(TaskState.DONE, before));
              ended.add(new Ended(TaskState.CANCELLED, before));
            });
    prune
        .deadLetters()
        .map(cutoff -> Candidates.instant(session, cutoff))
        .ifPresent(before -> ended.add(new Ended(TaskState.FAILED, before)));
    return new OldTasks(namespace, ended, prune.limit());
  }

  /** How many there are but for those of the workflows; one more than the limit is enough. */
  int count(Session session, List<String> workflows) {
    Condition others = workflows.isEmpty() ? noCondition() : PERDURE_TASK.WORKFLOW.notIn(workflows);
    int found = 0;
    for (Ended each : ended) {
      found += session.dsl().fetch(first(each, others, limit + 1)).size();
    }
    return Math.min(found, limit + 1);
  }

  /** Removes that many of them, with their payloads, and answers how many there were. */
  int delete(Session session, int most) {
    int removed = 0;
    for (Ended each : ended) {
      List<Optional<String>> bodies =
          session
              .dsl()
              .deleteFrom(PERDURE_TASK)
              .where(PERDURE_TASK.NS.eq(namespace))
              .and(each.condition())
              .and(
                  row(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
                      .in(first(each, noCondition(), most - removed)))
              .returningResult(PERDURE_TASK.BODY)
              .fetch(row -> Optional.ofNullable(row.value1()));
      bodies.forEach(
          body -> body.ifPresent(owner -> TaskClaims.BODIES.delete(session, namespace, owner)));
      removed += bodies.size();
    }
    return removed;
  }

  private Select<Record2<String, String>> first(Ended each, Condition which, int most) {
    return select(PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
        .from(PERDURE_TASK)
        .where(PERDURE_TASK.NS.eq(namespace))
        .and(each.condition())
        .and(which)
        .orderBy(PERDURE_TASK.ENDED_AT, PERDURE_TASK.WORKFLOW, PERDURE_TASK.KEY)
        .limit(inline(most));
  }
}
