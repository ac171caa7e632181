package io.perdure.bench.places;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a Postgres server says of its statements, by {@code pg_stat_statements}. A server that was
 * started for the run has it loaded and counts only between {@link #begin} and {@link #end}, so
 * that what is measured does not pay for it; with any other server nothing is changed, and it is
 * asked if it counts anyway. Told are transactions and what names a table of Perdure's: other
 * libraries that are measured on the server go on polling theirs. Not thread-safe.
 */
public final class StatementStatistics {
  /** What a server that is started for the run is started with. */
  static final String SETTING = "shared_preload_libraries=pg_stat_statements";

  private static final long RELOADING = TimeUnit.MILLISECONDS.toNanos(300);
  private static final String TRACK = "alter system set pg_stat_statements.track = ";
  private static final String COUNTING =
      "select current_setting('pg_stat_statements.track', true) <> 'none' as counts";
  private static final String SCHEMA =
      """
      select quote_ident(n.nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace
      where e.extname = 'pg_stat_statements'
      """;
  private static final String TOTALS =
      """
      select queryid, min(query), sum(calls), sum(total_plan_time), sum(total_exec_time),
        sum(shared_blks_hit), sum(shared_blks_read), sum(shared_blks_dirtied), sum(wal_bytes)
      from %s.pg_stat_statements join pg_database d on d.oid = dbid
      where d.datname = current_database() and queryid is not null
        and query not like '%%pg_stat_statements%%'
        and (query like '%%perdure%%' or query ~* '^ *(begin|commit|rollback)')
      group by queryid
      """;

  private final PostgresBackend server;
  private final boolean own;
  private final Map<Long, Totals> counted = new HashMap<>();
  private Map<Long, Totals> marked = Map.of();
  private String totals = "";

  StatementStatistics(PostgresBackend server, boolean own) {
    this.server = server;
    this.own = own;
  }

  /** Counts nothing until it is asked to; for a server that was just started. */
  void rest() {
    if (own) {
      run(TRACK + "none", "select pg_reload_conf()");
    }
  }

  /** Begins, and answers why nothing can be counted if that is so. */
  public Optional<String> begin() {
    counted.clear();
    if (own) {
      run(
          "create extension if not exists pg_stat_statements",
          "alter system set pg_stat_statements.track_planning = on",
          TRACK + "top",
          "select pg_reload_conf()");
      LockSupport.parkNanos(RELOADING); // sessions are told one by one
    }
    List<String> schema = ask(SCHEMA, row -> row.getString(1));
    if (schema.isEmpty() || !ask(COUNTING, row -> row.getBoolean(1)).equals(List.of(true))) {
      return Optional.of(
          "The server could not be asked about its statements: the extension pg_stat_statements is"
              + " not created in this database, or does not count.");
    }
    totals = TOTALS.formatted(schema.get(0));
    return Optional.empty();
  }

  /** What runs from here to {@link #add} counts. */
  public void mark() {
    marked = totals();
  }

  /** Adds what ran since {@link #mark}. */
  public void add() {
    totals()
        .forEach(
            (statement, now) -> {
              Totals then = marked.getOrDefault(statement, now.times(0));
              counted.merge(statement, now.plus(then.times(-1)), Totals::plus);
            });
  }

  /** Ends, and answers what was counted of all statements that were called, by their ids. */
  public List<StatementCost> end() {
    rest();
    return counted.values().stream().filter(Totals::called).map(Totals::cost).toList();
  }

  private Map<Long, Totals> totals() {
    Map<Long, Totals> found = new HashMap<>();
    ask(totals, row -> found.put(row.getLong(1), Totals.of(row)));
    return found;
  }

  private void run(String... all) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  private <T> List<T> ask(String sql, Reading<T> reading) {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reading.of(rows));
      }
      return read;
    } catch (SQLException e) {
      throw new PlaceException(e);
    }
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Of one statement.
   *
   * @param numbers in the order in which they are selected
   */
  private record Totals(String text, List<Double> numbers) {
    private static final int NUMBERS = 7;
    private static final double MICROS = 1000;

    static Totals of(ResultSet row) throws SQLException {
      Double[] numbers = new Double[NUMBERS];
      for (int i = 0; i < NUMBERS; i++) {
        numbers[i] = row.getDouble(3 + i);
      }
      return new Totals(row.getString(2), List.of(numbers));
    }

    Totals times(int factor) {
      return new Totals(text, numbers.stream().map(number -> number * factor).toList());
    }

    Totals plus(Totals other) {
      Double[] sums = new Double[NUMBERS];
      for (int i = 0; i < NUMBERS; i++) {
        sums[i] = numbers.get(i) + other.numbers.get(i);
      }
      return new Totals(text, List.of(sums));
    }

    boolean called() {
      return numbers.get(0) > 0;
    }

    StatementCost cost() {
      double calls = numbers.get(0);
      return new StatementCost(
          text,
          calls,
          numbers.get(1) * MICROS / calls,
          numbers.get(2) * MICROS / calls,
          numbers.get(3) / calls,
          numbers.get(4) / calls,
          numbers.get(5) / calls,
          numbers.get(6) / calls);
    }
  }
}
