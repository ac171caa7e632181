package io.perdure.cli.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether what is due is claimed: the oldest timer and the oldest task that anybody may have. */
final class WaitingExam {
  /** The least of a column, found namespace by namespace with an index that begins with both. */
  private static final String OLDEST_TIMER =
      """
      with recursive spaces (ns) as (
        select min(ns) from %1$sperdure_timer
        union all
        select (select min(t.ns) from %1$sperdure_timer t where t.ns > spaces.ns)
        from spaces where spaces.ns is not null)
      select min((select min(t.available_at) from %1$sperdure_timer t where t.ns = spaces.ns))
      from spaces where spaces.ns is not null""";

  private static final String OLDEST_TASK =
      "select min(available_at) from %1$sperdure_task where available_at is not null and held = 0";

  private WaitingExam() {}

  static List<Finding> findings(Query query, Instant now, Duration late) throws SQLException {
    return List.of(
        finding("timers", oldest(query, OLDEST_TIMER), now, late),
        finding("tasks", oldest(query, OLDEST_TASK), now, late));
  }

  private static Optional<Instant> oldest(Query query, String sql) throws SQLException {
    return query
        .list(
            sql.formatted(query.prefix()),
            row -> {
              long nanos = row.getLong(1);
              return row.wasNull() ? Optional.<Instant>empty() : Optional.of(Query.instant(nanos));
            })
        .get(0);
  }

  private static Finding finding(
      String check, Optional<Instant> oldest, Instant now, Duration late) {
    Optional<Instant> due = oldest.filter(instant -> !instant.isAfter(now));
    if (due.isEmpty()) {
      return Finding.fine(check, "none is due");
    }
    Duration waiting = Duration.between(due.get(), now);
    return Finding.check(
        check,
        waiting.compareTo(late) <= 0,
        "the oldest that is due and not claimed waits " + Query.duration(waiting),
        "nobody claims, or not fast enough");
  }
}
