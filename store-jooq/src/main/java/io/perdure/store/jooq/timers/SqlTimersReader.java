package io.perdure.store.jooq.timers;

import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.engine.Paging;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.waking.Topic;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.TimersReader;
import io.perdure.tables.InstantNanos;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads timers, on any way of access. */
public class SqlTimersReader implements TimersReader {
  private static final RowKey FIRST =
      new RowKey(Long.MIN_VALUE, TimersSql.BEFORE_ALL, TimersSql.BEFORE_ALL);

  final Access access;
  final String namespace;

  public SqlTimersReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public Page<Timer> due(Instant asOf, PageRequest page) {
    Checks.instant("asOf", asOf);
    return Paging.page(
        access,
        "timers.due",
        "timers.due " + asOf,
        page,
        session ->
            rows(
                row -> new RowKey(row.fireAt(), row.workflow(), row.timer()),
                (last, limit) -> due(session, asOf, last.orElse(FIRST), limit)));
  }

  private List<TimerRow> due(Session session, Instant asOf, RowKey last, int limit) {
    return TimersSql.DUE
        .bind(session, limit)
        .set("ns", namespace)
        .set("as_of", InstantNanos.toNanos(asOf))
        .set("fire_at", last.number())
        .set("workflow", last.texts().get(0))
        .set("timer", last.texts().get(1))
        .list(TimerRow::of);
  }

  @Override
  public Page<Timer> list(WorkflowId workflow, PageRequest page) {
    Checks.present("workflow", workflow);
    return Paging.page(
        access,
        "timers.list",
        "timers.list " + workflow,
        page,
        session ->
            rows(
                row -> new RowKey(0, row.timer()),
                (last, limit) ->
                    of(TimersSql.LIST.bind(session, limit), workflow)
                        .set("timer", last.map(RowKey::text).orElse(TimersSql.BEFORE_ALL))
                        .list(TimerRow::of)));
  }

  private static Paging.Rows<TimerRow, Timer> rows(
      Function<TimerRow, RowKey> order, Paging.Chunks<TimerRow> chunks) {
    return Paging.Rows.of(order, TimerRow::bytes, TimerRow::timer, chunks);
  }

  @Override
  public Optional<Timer> find(WorkflowId workflow, String timer) {
    Checks.present("workflow", workflow);
    Checks.id("timer", timer);
    return access.read("timers.find", session -> find(session, workflow, timer));
  }

  Optional<Timer> find(Session session, WorkflowId workflow, String timer) {
    return of(session.bind(TimersSql.FIND), workflow)
        .set("timer", timer)
        .first(TimerRow::of)
        .map(row -> row.timer(Optional.empty()));
  }

  @Override
  public Optional<Instant> nextDue() {
    return access.read(
        "timers.nextDue",
        session ->
            session
                .bind(TimersSql.NEXT_DUE)
                .set("ns", namespace)
                .set("earliest", Long.MIN_VALUE)
                .first(row -> row.getLong(1))
                .map(InstantNanos::toInstant));
  }

  /** What rings when a timer was scheduled. */
  public Topic topic() {
    return Topic.of("timers", namespace);
  }

  /** How long until a timer could be claimed; empty if there is none. */
  public Optional<Duration> untilDue() {
    return access.read(
        "awaitDue",
        session ->
            session
                .bind(TimersSql.UNTIL_DUE)
                .set("ns", namespace)
                .set("earliest", Long.MIN_VALUE)
                .clock()
                .first(row -> Duration.ofNanos(row.getLong(1)).minusNanos(row.getLong(2))));
  }

  Bound of(Bound statement, WorkflowId workflow) {
    return statement.set("ns", namespace).set("workflow", workflow.value());
  }
}
