package io.perdure.bench.floors;

import io.perdure.bench.work.Database.Kind;

/** The statements of the task queue. */
final class TaskSql {
  private static final String FREE =
      """
       from perdure_task t
      where ns = ? and held = 0 and queue = ? and node = '' and available_at is not null
        and available_at <= %s
        and not exists (select 1 from perdure_task_hold h where h.ns = t.ns and h.workflow = t.workflow)
      order by available_at, pos limit %d""";

  private static final String CLAIMED =
      """
      update perdure_task set state = 'CLAIMED', deliveries = deliveries + 1, claim = ?,
        claim_key = null, claimed_at = %1$s, available_at = %1$s + ?, ended_at = null, reason = null
      where\s""";

  private static final String COLUMNS =
      "workflow, key, queue, node, due_at, available_at, attempt, deliveries, content_type, payload";

  private static final String COMPLETED =
      """
      update perdure_task set state = 'DONE', available_at = null, ended_at = %s, claim_key = null,
        claimed_at = null, reason = null\s""";

  private final String now;
  private final boolean postgres;

  TaskSql(Kind kind) {
    this.postgres = kind == Kind.POSTGRES;
    this.now = postgres ? "(select " + Clock.POSTGRES + ")" : "?";
  }

  /** Namespace, queue, and on SQLite the clock. */
  String free(int limit) {
    String lock = postgres ? " for update skip locked" : "";
    return "select pos, " + COLUMNS + FREE.formatted(now, limit) + lock;
  }

  /** Claim, on SQLite the clock twice, duration, namespace, workflow, key. */
  String claimOne() {
    return CLAIMED.formatted(now) + "ns = ? and workflow = ? and key = ?";
  }

  /** Claim, on SQLite the clock twice, duration, then as {@link #free}; answers the tasks. */
  String claimAll(int limit) {
    String places =
        postgres
            ? "ctid = any (array(select ctid%s for update skip locked))"
            : "rowid in (select rowid%s)";
    return CLAIMED.formatted(now)
        + places.formatted(FREE.formatted(now, limit))
        + " returning "
        + COLUMNS;
  }

  /** On SQLite the clock; namespace, workflow, key, claim. */
  String completeOne() {
    return COMPLETED.formatted(now)
        + "where ns = ? and workflow = ? and key = ? and claim = ? and state = 'CLAIMED'";
  }

  /** Namespace and claim, and arrays of workflows and keys. */
  String completeAll() {
    return COMPLETED.formatted(now)
        + """
        from unnest(?, ?) as c (w, k)
        where ns = ? and workflow = c.w and key = c.k and claim = ? and state = 'CLAIMED'""";
  }
}
