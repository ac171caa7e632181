package io.perdure.bench.floors;

import io.perdure.bench.work.Database.Kind;

/** The statements of timers. */
final class TimerSql {
  private static final String REPLACE =
      """

      on conflict (ns, workflow, timer) do update set fire_at = excluded.fire_at,
        available_at = excluded.available_at, version = perdure_timer.version + 1, claim = null,
        claim_key = null
      where perdure_timer.fire_at <> excluded.fire_at""";

  /** Namespace, workflow, timer, and when it is due, twice. */
  static final String SCHEDULE =
      """
      insert into perdure_timer (ns, workflow, timer, fire_at, available_at, version)
      values (?, ?, ?, ?, ?, 1)"""
          + REPLACE;

  /** Namespace, and arrays of workflows, timers and when they are due. */
  static final String SCHEDULE_ALL =
      """
      insert into perdure_timer (ns, workflow, timer, fire_at, available_at, version)
      select ?, t.workflow, t.timer, t.fire_at, t.fire_at, 1
      from unnest(?, ?, ?) as t (workflow, timer, fire_at)"""
          + REPLACE;

  /** Namespace, workflow, timer, claim, when it was due. */
  static final String FIRED =
      """
      delete from perdure_timer
      where ns = ? and workflow = ? and timer = ? and claim = ? and fire_at = ?""";

  /** Arrays of workflows, timers and when they were due; namespace, claim. */
  static final String FIRED_ALL =
      """
      delete from perdure_timer p using unnest(?, ?, ?) as t (workflow, timer, fire_at)
      where p.ns = ? and p.workflow = t.workflow and p.timer = t.timer and p.claim = ?
        and p.fire_at = t.fire_at""";

  private static final String FREE =
      """
       from perdure_timer where ns = ? and available_at <= %s
      order by available_at, workflow, timer limit %d""";

  private static final String CLAIMED =
      "update perdure_timer set claim = ?, claim_key = null, available_at = %s + ? where ";

  private final String now;
  private final boolean postgres;

  TimerSql(Kind kind) {
    this.postgres = kind == Kind.POSTGRES;
    this.now = postgres ? "(select " + Clock.POSTGRES + ")" : "?";
  }

  /** Namespace, and on SQLite the clock. */
  String free(int limit) {
    String lock = postgres ? " for update skip locked" : "";
    return "select workflow, timer, fire_at" + FREE.formatted(now, limit) + lock;
  }

  /** Claim, on SQLite the clock, duration, namespace, workflow, timer. */
  String claimOne() {
    return CLAIMED.formatted(now) + "ns = ? and workflow = ? and timer = ?";
  }

  /** Claim, on SQLite the clock, duration, then as {@link #free}; answers the timers. */
  String claimAll(int limit) {
    String places =
        postgres
            ? "ctid = any (array(select ctid%s for update skip locked))"
            : "(ns, workflow, timer) in (select ns, workflow, timer%s)";
    return CLAIMED.formatted(now)
        + places.formatted(FREE.formatted(now, limit))
        + " returning workflow, timer, fire_at";
  }
}
