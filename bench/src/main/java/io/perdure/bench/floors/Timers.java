package io.perdure.bench.floors;

import io.perdure.bench.own.Stock;
import io.perdure.bench.work.Database.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Schedules timers, claims them and takes them away as fired, by hand. Used by one caller. */
final class Timers {
  private static final long LEASE = Duration.ofMinutes(10).toNanos();

  private final Floor.Style style;
  private final boolean postgres;
  private final boolean arrays;
  private final int many;
  private final Way way;
  private final TimerSql sql;

  /** With that many at a time. */
  Timers(Floor.Style style, Kind kind, Ways ways, int many) {
    this.style = style;
    this.many = many;
    this.postgres = kind == Kind.POSTGRES;
    this.sql = new TimerSql(kind);
    boolean statements = postgres && style == Floor.Style.BEST;
    this.arrays = statements && many > 1;
    this.way = statements ? ways.statements() : ways.transactions();
  }

  /** A timer. */
  record Timer(String workflow, String name, long fireAt) {}

  void schedule(List<Timer> timers) {
    int changed = way.run(desk -> arrays ? scheduleAll(desk, timers) : schedule(desk, timers));
    if (changed != timers.size()) {
      throw new FloorException("scheduled " + changed + " timers of " + timers.size());
    }
  }

  void fire() {
    String claim = UUID.randomUUID().toString().replace("-", "");
    List<Timer> timers =
        way.run(desk -> style == Floor.Style.BEST ? claimAll(desk, claim) : claim(desk, claim));
    int fired = way.run(desk -> arrays ? fireAll(desk, timers, claim) : fire(desk, timers, claim));
    if (fired != many) {
      throw new FloorException("fired " + fired + " timers of " + many);
    }
  }

  private int schedule(Desk desk, List<Timer> timers) throws SQLException {
    PreparedStatement insert = desk.prepare(TimerSql.SCHEDULE);
    int changed = 0;
    for (Timer timer : timers) {
      new Binding(insert)
          .add(Stock.NAMESPACE)
          .add(timer.workflow())
          .add(timer.name())
          .add(timer.fireAt())
          .add(timer.fireAt());
      changed += run(insert);
    }
    return changed + count(insert);
  }

  private static int scheduleAll(Desk desk, List<Timer> timers) throws SQLException {
    Binding insert = new Binding(desk.prepare(TimerSql.SCHEDULE_ALL)).add(Stock.NAMESPACE);
    return arrays(desk, insert, timers).done().executeUpdate();
  }

  private List<Timer> claim(Desk desk, String claim) throws SQLException {
    Binding look = new Binding(desk.prepare(sql.free(many))).add(Stock.NAMESPACE);
    List<Timer> timers = read(clock(look).done());
    PreparedStatement update = desk.prepare(sql.claimOne());
    for (Timer timer : timers) {
      clock(new Binding(update).add(claim))
          .add(LEASE)
          .add(Stock.NAMESPACE)
          .add(timer.workflow())
          .add(timer.name());
      run(update);
    }
    count(update);
    return timers;
  }

  private List<Timer> claimAll(Desk desk, String claim) throws SQLException {
    Binding all = clock(new Binding(desk.prepare(sql.claimAll(many))).add(claim)).add(LEASE);
    return read(clock(all.add(Stock.NAMESPACE)).done());
  }

  private int fire(Desk desk, List<Timer> timers, String claim) throws SQLException {
    PreparedStatement delete = desk.prepare(TimerSql.FIRED);
    int fired = 0;
    for (Timer timer : timers) {
      new Binding(delete)
          .add(Stock.NAMESPACE)
          .add(timer.workflow())
          .add(timer.name())
          .add(claim)
          .add(timer.fireAt());
      fired += run(delete);
    }
    return fired + count(delete);
  }

  private static int fireAll(Desk desk, List<Timer> timers, String claim) throws SQLException {
    Binding delete = arrays(desk, new Binding(desk.prepare(TimerSql.FIRED_ALL)), timers);
    return delete.add(Stock.NAMESPACE).add(claim).done().executeUpdate();
  }

  private static Binding arrays(Desk desk, Binding binding, List<Timer> timers)
      throws SQLException {
    return binding
        .add(desk.array("text", timers.stream().map(Timer::workflow).toArray()))
        .add(desk.array("text", timers.stream().map(Timer::name).toArray()))
        .add(desk.array("bigint", timers.stream().map(Timer::fireAt).toArray()));
  }

  private static List<Timer> read(PreparedStatement statement) throws SQLException {
    List<Timer> timers = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        timers.add(new Timer(row.getString(1), row.getString(2), row.getLong(3)));
      }
    }
    return timers;
  }

  private Binding clock(Binding binding) throws SQLException {
    return postgres ? binding : binding.add(Clock.now());
  }

  private int run(PreparedStatement statement) throws SQLException {
    if (many > 1 && style != Floor.Style.NAIVE) {
      statement.addBatch();
      return 0;
    }
    return statement.executeUpdate();
  }

  private int count(PreparedStatement statement) throws SQLException {
    int changed = 0;
    if (many > 1 && style != Floor.Style.NAIVE) {
      for (int rows : statement.executeBatch()) {
        changed += rows;
      }
    }
    return changed;
  }
}
