package io.perdure.store.jooq.history;

import io.perdure.store.CorruptRecordException;
import io.perdure.store.NotFoundException;
import io.perdure.store.Page;
import io.perdure.store.PageRequest;
import io.perdure.store.RunId;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.HistoryReader;
import io.perdure.store.history.Run;
import io.perdure.store.history.Workflow;
import io.perdure.store.history.WorkflowFilter;
import io.perdure.store.history.WorkflowStatus;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.PageTokens.RowKey;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.tables.InstantNanos;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads histories, on any way of access. */
public class SqlHistoryReader implements HistoryReader {
  private static final String RUN_TABLE = "perdure_run";

  final Access access;
  final String namespace;

  public SqlHistoryReader(Access access, String namespace) {
    this.access = access;
    this.namespace = namespace;
  }

  @Override
  public long head(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    return access.read("history.head", session -> head(session, workflow));
  }

  long head(Session session, WorkflowId workflow) {
    return session
        .bind(HistorySql.HEAD)
        .set("ns", namespace)
        .set("workflow", workflow.value())
        .first(row -> row.getLong(1))
        .map(
            found ->
                Corrupt.row(
                    WorkflowRow.TABLE,
                    workflow.value(),
                    Optional.empty(),
                    () -> Checks.notNegative("head", found)))
        .orElse(0L);
  }

  @Override
  public List<Event> read(WorkflowId workflow, EventRange range) {
    Checks.present("workflow", workflow);
    Checks.present("range", range);
    return access.read("history.read", session -> read(session, workflow, range));
  }

  List<Event> read(Session session, WorkflowId workflow, EventRange range) {
    while (true) {
      EventReader reader = new EventReader(namespace, workflow.value(), range);
      List<Event> all = new ArrayList<>();
      try {
        while (!reader.done()) {
          all.addAll(reader.next(session));
        }
        return all;
      } catch (NotFoundException deletedMeanwhile) {
        // What there is now is read instead.
      }
    }
  }

  @Override
  public Stream<Event> stream(WorkflowId workflow, EventRange range) {
    Checks.present("workflow", workflow);
    Checks.present("range", range);
    EventReader reader = new EventReader(namespace, workflow.value(), range);
    return Stream.iterate(
            List.<Event>of(),
            page -> !(reader.done() && page.isEmpty()),
            page -> reader.done() ? List.of() : access.read("history.stream", reader::next))
        .flatMap(List::stream);
  }

  @Override
  public Optional<Workflow> find(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    return access.read(
        "history.find",
        session ->
            session
                .bind(HistorySql.FIND)
                .set("ns", namespace)
                .set("workflow", workflow.value())
                .first(WorkflowRow::of)
                .map(row -> row.summary(Optional.empty())));
  }

  @Override
  public List<Run> runs(WorkflowId workflow) {
    Checks.present("workflow", workflow);
    return access.read(
        "history.runs",
        session -> {
          List<RunRow> rows =
              session
                  .bind(HistorySql.RUNS)
                  .set("ns", namespace)
                  .set("workflow", workflow.value())
                  .list(RunRow::of);
          List<Run> runs = new ArrayList<>(rows.size());
          for (RunRow row : rows) {
            Optional<RunId> parent =
                runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1).id());
            runs.add(row.run(workflow, runs.size() + 1, parent));
          }
          return runs;
        });
  }

  @Override
  public Page<Workflow> list(WorkflowFilter filter, PageRequest page) {
    Checks.present("filter", filter);
    Checks.present("page", page);
    Optional<RowKey> after = WorkflowLists.after(filter, page);
    return access.read(
        "history.list",
        session -> WorkflowLists.list(session, namespace, filter, page.size(), after));
  }

  @Override
  public Page<WorkflowId> ids(PageRequest page) {
    Checks.present("page", page);
    Optional<RowKey> after = WorkflowLists.after(page);
    return access.read(
        "history.ids", session -> WorkflowLists.ids(session, namespace, page.size(), after));
  }

  /** A row of {@code perdure_run} as it is stored. */
  private record RunRow(
      long number,
      @Nullable String id,
      @Nullable String type,
      @Nullable String status,
      @Nullable Long startedAt,
      @Nullable Long closedAt,
      @Nullable String failure) {
    static RunRow of(ResultSet row) throws SQLException {
      return new RunRow(
          row.getLong(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          Corrupt.number(row, 5),
          Corrupt.number(row, 6),
          row.getString(7));
    }

    Run run(WorkflowId workflow, long expected, Optional<RunId> parent) {
      String key = workflow + " run " + number;
      if (number != expected) {
        throw new CorruptRecordException(
            RUN_TABLE, key, "run " + expected + " is missing before it", Optional.empty(), null);
      }
      return Corrupt.row(
          RUN_TABLE,
          key,
          Optional.empty(),
          () ->
              new Run(
                  number,
                  new RunId(Corrupt.present("run", id)),
                  parent,
                  Checks.id("type", type),
                  Corrupt.constant(WorkflowStatus.class, status),
                  InstantNanos.toInstant(Corrupt.present("started_at", startedAt)),
                  Optional.ofNullable(closedAt).map(InstantNanos::toInstant),
                  Corrupt.freeText("failure", failure)));
    }
  }
}
