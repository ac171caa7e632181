package io.perdure.store.jooq.dialect.sqlite;

import static io.perdure.tables.Tables.PERDURE_EVENT;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;

import io.perdure.store.history.NewEvent;
import io.perdure.store.jooq.dialect.EventColumns;
import io.perdure.store.jooq.dialect.EventWriter;
import io.perdure.store.jooq.dialect.HeadGuard;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Session;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Events row by row, for a statement costs no round trip here; many of them as a batch. */
final class SqliteEventWriter implements EventWriter {
  private static final CompiledSql CREATE =
      CompiledSql.of("history.append.create", dialect -> HeadGuard.creating());

  private static final CompiledSql ADVANCE =
      CompiledSql.of("history.append.advance", dialect -> HeadGuard.advancing());

  private static final CompiledSql INSERT =
      CompiledSql.of(
          "history.append.event",
          dialect ->
              insertInto(PERDURE_EVENT)
                  .set(PERDURE_EVENT.NS, param("ns", PERDURE_EVENT.NS))
                  .set(PERDURE_EVENT.WORKFLOW, param("workflow", PERDURE_EVENT.WORKFLOW))
                  .set(PERDURE_EVENT.SEQ, param("seq", PERDURE_EVENT.SEQ))
                  .set(PERDURE_EVENT.RUN_NO, param("run_no", PERDURE_EVENT.RUN_NO))
                  .set(PERDURE_EVENT.TYPE, param("type", PERDURE_EVENT.TYPE))
                  .set(
                      PERDURE_EVENT.CONTENT_TYPE, param("content_type", PERDURE_EVENT.CONTENT_TYPE))
                  .set(PERDURE_EVENT.MARK, param("mark", PERDURE_EVENT.MARK))
                  .set(PERDURE_EVENT.RECORDED_AT, param("recorded_at", PERDURE_EVENT.RECORDED_AT))
                  .set(PERDURE_EVENT.METADATA, param("metadata", PERDURE_EVENT.METADATA))
                  .set(PERDURE_EVENT.PAYLOAD, param("payload", PERDURE_EVENT.PAYLOAD)));

  @Override
  public boolean append(
      Session session,
      String namespace,
      String workflow,
      long expectedHead,
      List<NewEvent> events) {
    Bound guard = session.bind(expectedHead == 0 ? CREATE : ADVANCE);
    guard.set("ns", namespace).set("workflow", workflow);
    guard.set("head", expectedHead + events.size());
    if (expectedHead > 0) {
      guard.set("expected", expectedHead);
    }
    Optional<Long> run = guard.first(row -> row.getLong(1));
    run.ifPresent(
        number -> {
          long[] runs = new long[events.size()];
          Arrays.fill(runs, number);
          insert(session, namespace, workflow, expectedHead + 1, events, runs);
        });
    return run.isPresent();
  }

  @Override
  public void insert(
      Session session,
      String namespace,
      String workflow,
      long firstSeq,
      List<NewEvent> events,
      long[] runs) {
    if (events.isEmpty()) {
      return;
    }
    Bound insert = session.bind(INSERT).set("ns", namespace).set("workflow", workflow);
    if (events.size() == 1) {
      set(insert, firstSeq, events.get(0), runs[0]).update();
    } else {
      insert.updateEach(events.size(), (row, i) -> set(row, firstSeq + i, events.get(i), runs[i]));
    }
  }

  private static Bound set(Bound row, long seq, NewEvent event, long run) {
    EventColumns.set(row, seq, event);
    return row.set("run_no", run)
        .set("mark", event.mark().map(mark -> mark.kind().name()).orElse(null));
  }

  @Override
  public Collection<CompiledSql> statements() {
    return List.of(CREATE, ADVANCE, INSERT);
  }
}
