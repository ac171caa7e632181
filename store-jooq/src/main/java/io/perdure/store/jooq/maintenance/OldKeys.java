package io.perdure.store.jooq.maintenance;

import static io.perdure.tables.Tables.PERDURE_ONCE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.perdure.store.jooq.once.KeptAnswer;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.Prune;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.Select;

/** The keys that were used before an instant, the oldest first; none without one. */
record OldKeys(String namespace, Optional<Instant> before, int limit) {
  static OldKeys of(Session session, String namespace, Prune prune) {
    return new OldKeys(
        namespace, prune.keys().map(cutoff -> Candidates.instant(session, cutoff)), prune.limit());
  }

  /** How many there are but for those of the workflows; one more than the limit is enough. */
  int count(Session session, List<OwnedRows> owned, List<String> workflows) {
    Condition others =
        owned.stream()
            .map(rows -> rows.notOf(PERDURE_ONCE, workflows))
            .reduce(noCondition(), Condition::and);
    return before
        .map(instant -> session.dsl().fetch(oldest(instant, others, limit + 1)).size())
        .orElse(0);
  }

  /** Forgets that many of them, with what is kept under them, and answers how many there were. */
  int delete(Session session, int most) {
    return before.map(instant -> delete(session, instant, most)).orElse(0);
  }

  private int delete(Session session, Instant instant, int most) {
    Result<?> forgotten =
        session
            .dsl()
            .deleteFrom(PERDURE_ONCE)
            .where(PERDURE_ONCE.NS.eq(namespace))
            .and(
                row(PERDURE_ONCE.ROOM, PERDURE_ONCE.SCOPE, PERDURE_ONCE.KEY)
                    .in(oldest(instant, noCondition(), most)))
            .returning(PERDURE_ONCE.ROOM, PERDURE_ONCE.SCOPE, PERDURE_ONCE.KEY)
            .fetch();
    KeptAnswer.forget(session, namespace, forgotten);
    return forgotten.size();
  }

  private Select<Record3<String, String, String>> oldest(
      Instant instant, Condition which, int most) {
    return select(PERDURE_ONCE.ROOM, PERDURE_ONCE.SCOPE, PERDURE_ONCE.KEY)
        .from(PERDURE_ONCE)
        .where(PERDURE_ONCE.NS.eq(namespace))
        .and(PERDURE_ONCE.AT.lt(instant))
        .and(which)
        .orderBy(PERDURE_ONCE.AT, PERDURE_ONCE.ROOM, PERDURE_ONCE.SCOPE, PERDURE_ONCE.KEY)
        .limit(inline(most));
  }
}
