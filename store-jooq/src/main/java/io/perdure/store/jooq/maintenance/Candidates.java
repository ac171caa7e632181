package io.perdure.store.jooq.maintenance;

import static io.perdure.tables.Tables.PERDURE_WORKFLOW;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.or;

import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.Cutoff;
import io.perdure.store.maintenance.Prune;
import io.perdure.tables.InstantNanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.Condition;

/**
 * The workflows that a prune finds, those that closed first before the others, at most as many as
 * it may remove. Whether each may be removed is judged again under its lock.
 *
 * @param before when they must have closed
 * @param more whether there are more of them
 */
record Candidates(List<Candidate> chosen, Instant before, boolean more) {
  /**
   * A workflow that may be removed.
   *
   * @param events how many it has
   */
  record Candidate(String workflow, long events, Instant closedAt) {}

  static Candidates find(Session session, String namespace, List<OwnedRows> owned, Prune prune) {
    if (prune.ended().isEmpty()) {
      return new Candidates(List.of(), Instant.EPOCH, false);
    }
    Instant before = instant(session, prune.ended().get());
    Condition live =
        or(
            owned.stream()
                .map(rows -> rows.anyLive(PERDURE_WORKFLOW.NS, PERDURE_WORKFLOW.WORKFLOW))
                .toList());
    List<Candidate> all = new ArrayList<>();
    for (WorkflowStatus status : prune.statuses()) {
      // A literal status and a bound on the close: a range of the index of those that closed.
      session
          .dsl()
          .select(PERDURE_WORKFLOW.WORKFLOW, PERDURE_WORKFLOW.HEAD, PERDURE_WORKFLOW.CLOSED_AT)
          .from(PERDURE_WORKFLOW)
          .where(PERDURE_WORKFLOW.NS.eq(namespace))
          .and(PERDURE_WORKFLOW.STATUS.eq(inline(status.name())))
          .and(PERDURE_WORKFLOW.CLOSED_AT.lt(before))
          .and(not(live))
          .orderBy(PERDURE_WORKFLOW.CLOSED_AT, PERDURE_WORKFLOW.WORKFLOW)
          .limit(inline(prune.limit() + 1))
          .forEach(row -> all.add(new Candidate(row.value1(), row.value2(), row.value3())));
    }
    all.sort(Comparator.comparing(Candidate::closedAt).thenComparing(Candidate::workflow));
    int size = Math.min(prune.limit(), all.size());
    return new Candidates(List.copyOf(all.subList(0, size)), before, all.size() > size);
  }

  /** Their ids. */
  List<String> ids() {
    return chosen.stream().map(Candidate::workflow).toList();
  }

  /** The instant before which something is old. */
  static Instant instant(Session session, Cutoff cutoff) {
    if (cutoff instanceof Cutoff.Before fixed) {
      return fixed.instant();
    }
    long now = session.bind(MaintenanceSql.NOW).clock().first(row -> row.getLong(1)).orElseThrow();
    return InstantNanos.toInstant(now).minus(((Cutoff.OlderThan) cutoff).age());
  }
}
