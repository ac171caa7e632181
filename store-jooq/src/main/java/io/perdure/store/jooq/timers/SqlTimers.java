package io.perdure.store.jooq.timers;

import static io.perdure.tables.Tables.PERDURE_TIMER;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.trueCondition;

import io.perdure.store.ClaimLostException;
import io.perdure.store.Term;
import io.perdure.store.Token;
import io.perdure.store.WorkflowId;
import io.perdure.store.internal.Checks;
import io.perdure.store.jooq.dialect.Dialect;
import io.perdure.store.jooq.engine.Access;
import io.perdure.store.jooq.engine.WriteMode;
import io.perdure.store.jooq.maintenance.OwnedRows;
import io.perdure.store.jooq.sql.Bound;
import io.perdure.store.jooq.sql.CompiledSql;
import io.perdure.store.jooq.sql.Corrupt;
import io.perdure.store.jooq.sql.Session;
import io.perdure.store.jooq.sql.TextOrder;
import io.perdure.store.maintenance.Removed;
import io.perdure.store.timers.ClaimedTimer;
import io.perdure.store.timers.Fired;
import io.perdure.store.timers.NewTimer;
import io.perdure.store.timers.Scheduled;
import io.perdure.store.timers.Scheduled.Change;
import io.perdure.store.timers.Timer;
import io.perdure.store.timers.Timers;
import io.perdure.tables.InstantNanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes timers, on any way of access. */
public final class SqlTimers extends SqlTimersReader implements Timers {
  /** What it keeps of a workflow; one that has a timer is live. */
  public static final List<OwnedRows> OWNED =
      List.of(
          OwnedRows.of(
                  PERDURE_TIMER,
                  PERDURE_TIMER.NS,
                  PERDURE_TIMER.WORKFLOW,
                  noCondition(),
                  Removed::timers)
              .live(trueCondition()));

  private static final String SCHEDULE = "timers.schedule";
  private static final String CLAIM = "timers.claim";
  private static final String FIRED = "timers.fired";

  /** No caller's lock has such a name: it begins with a character that theirs must not contain. */
  private static final String TOKEN_LOCK = "\0timers.claim ";

  private static final Comparator<TimerRow> AS_DUE =
      Comparator.comparingLong(TimerRow::fireAt)
          .thenComparing(TimerRow::workflow, TextOrder.BY_BYTES)
          .thenComparing(TimerRow::timer, TextOrder.BY_BYTES);

  /** Transactions that lock rows of the same timers lock them in this order. */
  private static final Comparator<NewTimer> BY_KEY =
      Comparator.comparing((NewTimer timer) -> timer.workflow().value())
          .thenComparing(NewTimer::timer);

  public SqlTimers(Access access, String namespace) {
    super(access, namespace);
  }

  /** The room's statements, to be compiled when a database is opened. */
  public static Collection<CompiledSql> statements(Dialect dialect) {
    List<CompiledSql> all = new ArrayList<>(TimersSql.ALL);
    all.addAll(dialect.timers().statements());
    TimersSql.MANY.forEach(statement -> all.addAll(dialect.many().statements(statement)));
    return all;
  }

  @Override
  public List<Scheduled> schedule(List<NewTimer> timers) {
    List<NewTimer> wanted = Checks.list("timers", timers);
    Checks.between("number of timers", wanted.size(), 0, MAX_TIMERS);
    Set<List<String>> names = new HashSet<>();
    for (NewTimer timer : wanted) {
      if (!names.add(name(timer))) {
        throw new IllegalArgumentException(
            "timers must not name one twice, but name "
                + timer.timer()
                + " of "
                + timer.workflow());
      }
    }
    List<NewTimer> ordered = wanted.stream().sorted(BY_KEY).toList();
    Map<List<String>, Long> versions =
        access.write(
            SCHEDULE,
            WriteMode.STATEMENT,
            session -> {
              session.ready(topic());
              return TimersSql.SCHEDULE
                  .run(
                      session,
                      bound -> bound.set("ns", namespace),
                      ordered,
                      row -> Map.entry(List.of(row.getString(1), row.getString(2)), row.getLong(3)))
                  .stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            });
    return wanted.stream()
        .map(timer -> new Scheduled(change(versions.get(name(timer))), timer.fireAt()))
        .toList();
  }

  private static List<String> name(NewTimer timer) {
    return List.of(timer.workflow().value(), timer.timer());
  }

  private static Change change(@Nullable Long version) {
    if (version == null) {
      return Change.UNCHANGED;
    }
    return version == 1 ? Change.SCHEDULED : Change.REPLACED;
  }

  @Override
  public Scheduled schedule(WorkflowId workflow, String timer, Duration delay) {
    Checks.present("workflow", workflow);
    Checks.id("timer", timer);
    long nanos = Checks.duration("delay", delay).toNanos();
    return access.write(
        SCHEDULE,
        WriteMode.STATEMENT,
        session -> {
          session.ready(topic());
          while (true) {
            Optional<Scheduled> changed =
                of(session.bind(TimersSql.SCHEDULE_IN), workflow)
                    .set("timer", timer)
                    .set("duration", nanos)
                    .clock()
                    .first(
                        row ->
                            new Scheduled(
                                change(row.getLong(2)), InstantNanos.toInstant(row.getLong(1))));
            if (changed.isPresent()) {
              return changed.get();
            }
            Optional<Timer> stored = find(session, workflow, timer);
            if (stored.isPresent()) {
              return new Scheduled(Change.UNCHANGED, stored.get().fireAt());
            }
            // It was removed between the two statements: it can be inserted now.
          }
        });
  }

  @Override
  public List<ClaimedTimer> claim(int limit, Duration duration) {
    Checks.pageSize("limit", limit);
    Term term = Term.beginning(Checks.duration("duration", duration));
    Token token = Token.random();
    return access.write(
        CLAIM,
        WriteMode.STATEMENT,
        session -> claim(session, token, limit, term, Optional.empty()));
  }

  @Override
  public List<ClaimedTimer> claim(Token token, int limit, Duration duration) {
    Checks.present("token", token);
    Checks.pageSize("limit", limit);
    Term term = Term.beginning(Checks.duration("duration", duration));
    return access.write(
        CLAIM,
        WriteMode.OPERATION,
        session -> {
          // Of two calls with one token the later must see what the earlier took.
          session.dialect().lock(session, namespace, TOKEN_LOCK + token.value());
          Bound again =
              session.bind(session.dialect().timers().claimAgain()).set("claim_key", token.value());
          List<ClaimedTimer> held = claimed(rows(again, token, term), token, term);
          return held.isEmpty() ? claim(session, token, limit, term, Optional.of(token)) : held;
        });
  }

  private List<ClaimedTimer> claim(
      Session session, Token token, int limit, Term term, Optional<Token> key) {
    Set<String> corrupt = new HashSet<>();
    while (true) {
      Bound claim = session.dialect().timers().claim().bind(session, limit);
      claim.set("claim", token.value());
      claim.set("claim_key", key.map(Token::value).orElse(null));
      List<TimerRow> rows = rows(claim, token, term);
      List<ClaimedTimer> claimed = claimed(rows, token, term);
      if (!claimed.isEmpty() || rows.stream().noneMatch(row -> corrupt.add(row.key()))) {
        return claimed;
      }
      // All that were first are corrupt, and out of the way while they are claimed.
    }
  }

  private List<TimerRow> rows(Bound statement, Token token, Term term) {
    return statement
        .set("ns", namespace)
        .set("duration", term.length().toNanos())
        .clock()
        .list(row -> TimerRow.of(row, token.value()));
  }

  /** Those that can be handed out: a corrupt row is passed over, and comes again on its expiry. */
  private static List<ClaimedTimer> claimed(List<TimerRow> rows, Token token, Term term) {
    return rows.stream()
        .sorted(AS_DUE)
        .map(row -> Corrupt.passingOver(() -> row.claimed(token, term), corrupt -> {}))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void fired(ClaimedTimer claim) {
    Checks.present("claim", claim);
    if (fired(List.of(claim)).get(0) == Fired.LOST) {
      throw new ClaimLostException(Optional.of(claim.workflow()), claim.timer());
    }
  }

  @Override
  public List<Fired> fired(List<ClaimedTimer> claims) {
    List<TimerClaim> wanted = Checks.list("claims", claims).stream().map(TimerClaim::of).toList();
    Checks.between("number of claims", wanted.size(), 0, MAX_TIMERS);
    List<TimerClaim> distinct = wanted.stream().distinct().toList();
    List<TimerClaim> deleted =
        access.write(
            FIRED,
            WriteMode.STATEMENT,
            session ->
                TimersSql.FIRED.changed(
                    session,
                    bound -> bound.set("ns", namespace),
                    distinct,
                    TimerClaim::of,
                    Function.identity()));
    Set<TimerClaim> gone = new HashSet<>(deleted);
    return wanted.stream().map(claim -> gone.contains(claim) ? Fired.FIRED : Fired.LOST).toList();
  }

  @Override
  public boolean cancel(WorkflowId workflow, String timer) {
    Checks.present("workflow", workflow);
    Checks.id("timer", timer);
    return access.write(
        "timers.cancel",
        WriteMode.STATEMENT,
        session -> of(session.bind(TimersSql.CANCEL), workflow).set("timer", timer).update() == 1);
  }
}
