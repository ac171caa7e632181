package io.perdure.store.jooq.history;

import static io.perdure.tables.Tables.PERDURE_EVENT;
import static io.perdure.tables.Tables.PERDURE_ONCE;
import static io.perdure.tables.Tables.PERDURE_RUN;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import io.perdure.store.Bytes;
import io.perdure.store.Lease;
import io.perdure.store.SequenceConflictException;
import io.perdure.store.StoreBusyException;
import io.perdure.store.WorkflowId;
import io.perdure.store.history.Append;
import io.perdure.store.history.Appended;
import io.perdure.store.history.Decider;
import io.perdure.store.history.Decision;
import io.perdure.store.history.Event;
import io.perdure.store.history.EventRange;
import io.perdure.store.history.History;
import io.perdure.store.history.NewEvent;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.Limits;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.maintenance.OwnedRows;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.EndCheck;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.maintenance.Removed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and appends to histories, on any way of access. */
public final class SqlHistory extends SqlHistoryReader implements History {
  private static final String APPEND = "history.append";

  /** What it keeps of a workflow, beside its row. */
  public static final List<OwnedRows> OWNED =
      List.of(
          OwnedRows.of(
              PERDURE_EVENT,
              PERDURE_EVENT.NS,
              PERDURE_EVENT.WORKFLOW,
              noCondition(),
              Removed::events),
          OwnedRows.of(
              PERDURE_RUN, PERDURE_RUN.NS, PERDURE_RUN.WORKFLOW, noCondition(), Removed::runs),
          OwnedRows.of(
              PERDURE_ONCE,
              PERDURE_ONCE.NS,
              PERDURE_ONCE.SCOPE,
              PERDURE_ONCE.ROOM.eq(inline(HistorySql.ONCE.room())),
              Removed::keys));

  private final Limits limits;
  private final Function<Lease, EndCheck> fences;

  /**
   * The histories of that namespace.
   *
   * @param fences what makes the commit depend on a lease
   */
  public SqlHistory(
      Access access, String namespace, Limits limits, Function<Lease, EndCheck> fences) {
    super(access, namespace);
    this.limits = limits;
    this.fences = fences;
  }

  /** The room's statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements(Dialect dialect) {
    List<CompiledSql> all = new ArrayList<>(HistorySql.ALL);
    all.addAll(dialect.events().statements());
    return all;
  }

  @Override
  public Appended append(Append append) {
    check(append);
    return append(access, append);
  }

  private Appended append(Access within, Append append) {
    if (needsTransaction(append)) {
      AppendWork work = new AppendWork(namespace, append, fences);
      return within.write(APPEND, WriteMode.OPERATION, work::run);
    }
    if (append.events().isEmpty()) {
      return within.read(APPEND, session -> checkHead(session, append));
    }
    return within.write(APPEND, WriteMode.STATEMENT, session -> appendPlain(session, append));
  }

  private static boolean needsTransaction(Append append) {
    return append.key().isPresent()
        || append.fence().isPresent()
        || append.events().stream().anyMatch(event -> event.mark().isPresent());
  }

  private Appended checkHead(Session session, Append append) {
    long found = head(session, append.workflow());
    if (found != append.expectedHead()) {
      throw new SequenceConflictException(append.workflow(), append.expectedHead(), found);
    }
    return new Appended(found + 1, found);
  }

  private Appended appendPlain(Session session, Append append) {
    long expected = append.expectedHead();
    while (true) {
      boolean appended =
          session
              .dialect()
              .events()
              .append(session, namespace, append.workflow().value(), expected, append.events());
      if (appended) {
        return new Appended(expected + 1, expected + append.events().size());
      }
      long found = head(session, append.workflow());
      if (found != expected) {
        throw new SequenceConflictException(append.workflow(), expected, found);
      }
      // The head came to what was expected between the two statements: the guard is asked again.
    }
  }

  @Override
  public <T, X extends Exception> T update(WorkflowId workflow, Decider<T, X> decider) throws X {
    Checks.present("workflow", workflow);
    Checks.present("decider", decider);
    return access.steps(
        "history.update",
        (steps, deadline) -> {
          SequenceConflictException lost = null;
          while (lost == null || !deadline.passed()) {
            List<Event> history =
                steps.read("history.read", session -> read(session, workflow, EventRange.all()));
            Decision<T> decision = Checks.present("decision", decider.decide(history));
            long head = history.isEmpty() ? 0 : history.get(history.size() - 1).seq();
            Append append = Append.to(workflow).at(head).events(decision.events());
            check(append);
            try {
              append(steps, append);
              return decision.answer();
            } catch (SequenceConflictException e) {
              lost = e;
            }
          }
          throw new StoreBusyException("others kept appending to workflow " + workflow, lost);
        });
  }

  private void check(@Nullable Append append) {
    for (NewEvent event : Checks.present("append", append).events()) {
      limits.payload("payload", event.payload().bytes().size());
      limits.payload("metadata", event.metadata().map(Bytes::size).orElse(0));
    }
  }
}
