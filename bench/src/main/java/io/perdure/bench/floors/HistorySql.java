package io.perdure.bench.floors;

/** The statements of histories, for both databases. */
final class HistorySql {
  /** Guards; answers the run. Namespace, workflow, head. */
  static final String CREATE =
      """
      insert into perdure_workflow (ns, workflow, head, run_no) values (?, ?, ?, 0)
      on conflict (ns, workflow) do update set head = excluded.head where perdure_workflow.head = 0
      returning run_no""";

  /** Guards; answers the run. Head, namespace, workflow, expected head. */
  static final String ADVANCE =
      """
      update perdure_workflow set head = ? where ns = ? and workflow = ? and head = ?
      returning run_no""";

  /** Namespace, workflow, sequence number, run, type, content type, instant, payload. */
  static final String INSERT =
      """
      insert into perdure_event (ns, workflow, seq, run_no, type, content_type, recorded_at, payload)
      values (?, ?, ?, ?, ?, ?, ?, ?)""";

  /**
   * Behind the guard's binds: namespace, workflow, sequence number, type, content type, instant,
   * payload.
   */
  static final String ONE =
      """
      insert into perdure_event (ns, workflow, seq, run_no, type, content_type, recorded_at, payload)
      select ?, ?, ?, run_no, ?, ?, ?, ? from head""";

  /** Behind the guard's binds: namespace, workflow, and an array of each of the others. */
  static final String MANY =
      """
      insert into perdure_event (ns, workflow, seq, run_no, type, content_type, recorded_at, payload)
      select ?, ?, e.seq, head.run_no, e.type, e.content_type, e.recorded_at, e.payload
      from head, unnest(?, ?, ?, ?, ?) as e (seq, type, content_type, recorded_at, payload)""";

  /** Namespace, workflow, from, limit. */
  static final String PAGE =
      """
      select seq, run_no, type, content_type, mark, recorded_at, metadata, payload
      from perdure_event where ns = ? and workflow = ? and seq >= ? order by seq limit ?""";

  /** Namespace, workflow. */
  static final String ALL =
      """
      select seq, run_no, type, content_type, mark, recorded_at, metadata, payload
      from perdure_event where ns = ? and workflow = ? order by seq""";

  private HistorySql() {}

  static String guarded(String guard, String insert) {
    return "with head as (" + guard + ") " + insert;
  }
}
